// Package argocd runs what Argo CD's ConfigMap says of a kind, by the interpreter of Argo CD. In: the
// ConfigMap and objects. Out: what the scripts make of them.
package argocd

import (
	"context"
	"fmt"
	"time"

	lua "github.com/yuin/gopher-lua"
	"sigs.k8s.io/yaml"
)

// Customization is a part of the ConfigMap: the health or the actions of a kind.
func Customization(configMap []byte, what, kind string) (string, error) {
	var settings struct {
		Data map[string]string `json:"data"`
	}
	if err := yaml.Unmarshal(configMap, &settings); err != nil {
		return "", err
	}
	script, found := settings.Data["resource.customizations."+what+"."+kind]
	if !found {
		return "", fmt.Errorf("argocd-cm has no %s of %s", what, kind)
	}
	return script, nil
}

// Run gives a script what Argo CD gives it: the object, the libraries package, base and table, an os
// that tells the time and no more, and a second.
func Run(ctx context.Context, script string, object map[string]any) (map[string]any, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for _, library := range []struct {
		name string
		open lua.LGFunction
	}{{lua.LoadLibName, lua.OpenPackage}, {lua.BaseLibName, lua.OpenBase}, {lua.TabLibName, lua.OpenTable}} {
		state.Push(state.NewFunction(library.open))
		state.Push(lua.LString(library.name))
		state.Call(1, 0)
	}
	state.PreloadModule(lua.OsLibName, timeOnly)
	limit, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	state.SetContext(limit)
	state.SetGlobal("obj", toLua(state, object))
	if err := state.DoString(script); err != nil {
		return nil, err
	}
	result, ok := fromLua(state.Get(-1)).(map[string]any)
	if !ok {
		return nil, fmt.Errorf("the script returns %v, which is no table", state.Get(-1))
	}
	return result, nil
}

func timeOnly(state *lua.LState) int {
	lua.OpenOs(state)
	full := state.GetGlobal(lua.OsLibName).(*lua.LTable)
	safe := state.NewTable()
	for _, name := range []string{"time", "date"} {
		safe.RawSetString(name, full.RawGetString(name))
	}
	state.SetGlobal(lua.OsLibName, lua.LNil)
	state.Push(safe)
	return 1
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
