package packaging

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"k8s.io/apimachinery/pkg/util/yaml"
	goyaml "sigs.k8s.io/yaml"
)

// root of the repository.
const root = "../.."

// object is a Kubernetes object as its YAML says it.
type object map[string]any

// key names an object: kind, namespace and name.
func (o object) key() string {
	return fmt.Sprintf("%v %v/%v", o["kind"], at(o, "metadata", "namespace"), at(o, "metadata", "name"))
}

// at finds what is at a path, and nil where there is nothing.
func at(value any, path ...string) any {
	for _, name := range path {
		inner, ok := value.(map[string]any)
		if o, is := value.(object); is {
			inner, ok = o, true
		}
		if !ok {
			return nil
		}
		value = inner[name]
	}
	return value
}

// objects reads all documents of a text, by their keys; those without content are none.
func objects(t *testing.T, text []byte) map[string]object {
	t.Helper()
	all := map[string]object{}
	decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096)
	for {
		var next object
		if err := decoder.Decode(&next); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("%v in:\n%s", err, text)
		}
		if len(next) == 0 {
			continue
		}
		if _, twice := all[next.key()]; twice {
			t.Errorf("%s is there twice", next.key())
		}
		all[next.key()] = next
	}
}

// file of the repository.
func file(t *testing.T, path ...string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(append([]string{root}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// read decodes a YAML file of the repository.
func read(t *testing.T, into any, path ...string) {
	t.Helper()
	if err := yaml.UnmarshalStrict(file(t, path...), into); err != nil {
		t.Fatalf("%v: %v", path, err)
	}
}

// sorted gives objects in the order of their keys.
func sorted(all map[string]object) []object {
	var list []object
	for _, key := range slices.Sorted(maps.Keys(all)) {
		list = append(list, all[key])
	}
	return list
}

func text(t *testing.T, value any) string {
	t.Helper()
	text, err := goyaml.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
