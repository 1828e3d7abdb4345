package packaging

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	lua "github.com/yuin/gopher-lua"
	"sigs.k8s.io/yaml"
)

const kind = "gunrelay.io_GunRelayCluster"

type actions struct {
	Discovery   string `json:"discovery.lua"`
	Definitions []struct {
		Name   string `json:"name"`
		Action string `json:"action.lua"`
	} `json:"definitions"`
}

// customization is what Argo CD reads of its ConfigMap.
func customization(t *testing.T, what string) string {
	t.Helper()
	var settings struct {
		Data map[string]string `json:"data"`
	}
	if err := yaml.Unmarshal(file(t, "deploy", "argocd", "argocd-cm.yaml"), &settings); err != nil {
		t.Fatal(err)
	}
	script, found := settings.Data["resource.customizations."+what+"."+kind]
	if !found {
		t.Fatalf("argocd-cm has no %s of %s", what, kind)
	}
	return script
}

func customActions(t *testing.T) (all actions) {
	t.Helper()
	if err := yaml.UnmarshalStrict([]byte(customization(t, "actions")), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// run gives a script what Argo CD's interpreter gives it: the object, the libraries package, base and
// table, an os that tells the time and no more, and a second.
func run(t *testing.T, script string, resource map[string]any) map[string]any {
	t.Helper()
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for name, open := range map[string]lua.LGFunction{
		lua.LoadLibName: lua.OpenPackage, lua.BaseLibName: lua.OpenBase, lua.TabLibName: lua.OpenTable} {
		state.Push(state.NewFunction(open))
		state.Push(lua.LString(name))
		state.Call(1, 0)
	}
	state.PreloadModule("os", func(state *lua.LState) int {
		lua.OpenOs(state)
		full := state.GetGlobal("os").(*lua.LTable)
		safe := state.NewTable()
		for _, name := range []string{"time", "date"} {
			safe.RawSetString(name, full.RawGetString(name))
		}
		state.SetGlobal("os", lua.LNil)
		state.Push(safe)
		return 1
	})
	limit, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	state.SetContext(limit)
	state.SetGlobal("obj", toLua(state, resource))
	if err := state.DoString(script); err != nil {
		t.Fatalf("%v in\n%s", err, script)
	}
	result, ok := fromLua(state.Get(-1)).(map[string]any)
	if !ok {
		t.Fatalf("%v is no table", state.Get(-1))
	}
	return result
}

func toLua(state *lua.LState, value any) lua.LValue {
	switch value := value.(type) {
	case nil:
		return lua.LNil
	case string:
		return lua.LString(value)
	case bool:
		return lua.LBool(value)
	case int:
		return lua.LNumber(value)
	case int64:
		return lua.LNumber(value)
	case float64:
		return lua.LNumber(value)
	case []any:
		table := state.NewTable()
		for _, inner := range value {
			table.Append(toLua(state, inner))
		}
		return table
	case map[string]any:
		table := state.NewTable()
		for name, inner := range value {
			table.RawSetString(name, toLua(state, inner))
		}
		return table
	default:
		panic(fmt.Sprintf("%T has no counterpart in Lua", value))
	}
}

func fromLua(value lua.LValue) any {
	switch value := value.(type) {
	case lua.LString:
		return string(value)
	case lua.LBool:
		return bool(value)
	case lua.LNumber:
		return float64(value)
	case *lua.LTable:
		object := map[string]any{}
		value.ForEach(func(name, inner lua.LValue) { object[name.String()] = fromLua(inner) })
		return object
	default:
		return nil
	}
}

// fleet has this status at generation 2 of its spec.
func fleet(status map[string]any) map[string]any {
	resource := map[string]any{"metadata": map[string]any{"name": "demo", "generation": int64(2)}}
	if status != nil {
		resource["status"] = status
	}
	return resource
}

func phase(phase string, generation int64) map[string]any {
	return map[string]any{"phase": phase, "observedGeneration": generation, "message": "so it is"}
}

func TestArgoCDSaysHowAFleetDoes(t *testing.T) {
	health := customization(t, "health")
	for _, expected := range []struct {
		status map[string]any
		health string
	}{
		{nil, "Progressing"},
		{map[string]any{}, "Progressing"},
		{phase("Pending", 2), "Progressing"},
		{phase("Progressing", 2), "Progressing"},
		{phase("Ready", 2), "Healthy"},
		{phase("Ready", 1), "Progressing"},
		{phase("Degraded", 2), "Degraded"},
		{phase("Degraded", 1), "Progressing"},
		{phase("Paused", 2), "Suspended"},
		{phase("Paused", 1), "Suspended"},
		{phase("Unheard", 2), "Unknown"},
	} {
		if found := run(t, health, fleet(expected.status)); found["status"] != expected.health {
			t.Errorf("%v is %v", expected.status, found)
		}
	}
}

func TestArgoCDShowsTheLineThatSaysWhy(t *testing.T) {
	if found := run(t, customization(t, "health"), fleet(phase("Degraded", 2))); found["message"] != "so it is" {
		t.Errorf("%v", found)
	}
}

func TestEveryPhaseHasAHealth(t *testing.T) {
	var crd object
	read(t, &crd, "deploy", "base", "crds", "gunrelayclusters.gunrelay.io.yaml")
	version := at(crd, "spec", "versions").([]any)[0]
	phases := at(version, "schema", "openAPIV3Schema", "properties", "status", "properties", "phase", "enum").([]any)
	for _, name := range phases {
		if found := run(t, customization(t, "health"), fleet(phase(name.(string), 2))); found["status"] == "Unknown" {
			t.Errorf("%s has none", name)
		}
	}
}

func annotated(annotations map[string]any) map[string]any {
	resource := fleet(nil)
	if annotations != nil {
		resource["metadata"].(map[string]any)["annotations"] = annotations
	}
	return resource
}

func TestArgoCDOffersWhatCanBeAskedForNow(t *testing.T) {
	discovery := customActions(t).Discovery
	paused := annotated(map[string]any{"gunrelay.io/paused": "true"})
	for name, disabled := range map[string]struct{ running, paused bool }{
		"pause": {false, true}, "resume": {true, false}, "rotate-certificates": {false, false}} {
		if offered := run(t, discovery, annotated(nil)); at(offered, name, "disabled") != disabled.running {
			t.Errorf("of a fleet that runs: %v", offered)
		}
		if offered := run(t, discovery, paused); at(offered, name, "disabled") != disabled.paused {
			t.Errorf("of a paused fleet: %v", offered)
		}
	}
}

func TestEveryActionThatIsOfferedChangesItsAnnotationAlone(t *testing.T) {
	before := map[string]any{"a": "b", "gunrelay.io/paused": "maybe", "gunrelay.io/rotate-certificates": "x"}
	changes := map[string]func(after map[string]any) bool{
		"pause":  func(after map[string]any) bool { return after["gunrelay.io/paused"] == "true" },
		"resume": func(after map[string]any) bool { _, there := after["gunrelay.io/paused"]; return !there },
		"rotate-certificates": func(after map[string]any) bool {
			_, err := time.Parse(time.RFC3339, fmt.Sprint(after["gunrelay.io/rotate-certificates"]))
			return err == nil
		},
	}
	all := customActions(t)
	if len(all.Definitions) != len(run(t, all.Discovery, annotated(nil))) {
		t.Error("what is offered and what is defined differ")
	}
	for _, definition := range all.Definitions {
		run(t, definition.Action, annotated(nil))
		after := run(t, definition.Action, annotated(before))
		annotations := at(after, "metadata", "annotations").(map[string]any)
		if !changes[definition.Name](annotations) {
			t.Errorf("%s leaves %v", definition.Name, annotations)
		}
		changed := 0
		for name, value := range before {
			if annotations[name] != value {
				changed++
			}
		}
		if changed != 1 || at(after, "metadata", "name") != "demo" {
			t.Errorf("%s makes %v", definition.Name, after)
		}
	}
}

func TestTheApplicationHasNoIgnoreRules(t *testing.T) {
	var application object
	read(t, &application, "examples", "argocd", "application.yaml")

	if at(application, "spec", "ignoreDifferences") != nil {
		t.Error("it ignores differences")
	}
	options := at(application, "spec", "syncPolicy", "syncOptions").([]any)
	if !reflect.DeepEqual(options[0], "ServerSideApply=true") {
		t.Errorf("it syncs with %v", options)
	}
}
