package packaging

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/gunrelay/gunrelay/tools/packaging/argocd"
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

func customization(t *testing.T, what string) string {
	t.Helper()
	script, err := argocd.Customization(file(t, "deploy", "argocd", "argocd-cm.yaml"), what, kind)
	if err != nil {
		t.Fatal(err)
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

func run(t *testing.T, script string, resource map[string]any) map[string]any {
	t.Helper()
	result, err := argocd.Run(t.Context(), script, resource)
	if err != nil {
		t.Fatalf("%v in\n%s", err, script)
	}
	return result
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
