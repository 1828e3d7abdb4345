package packaging

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

func kustomized(t *testing.T, folder string) map[string]object {
	t.Helper()
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).
		Run(filesys.MakeFsOnDisk(), filepath.Join(root, folder))
	if err != nil {
		t.Fatal(err)
	}
	text, err := built.AsYaml()
	if err != nil {
		t.Fatal(err)
	}
	return objects(t, text)
}

func TestTheThreeWaysInstallTheSameObjects(t *testing.T) {
	manifest := objects(t, file(t, "deploy", "install.yaml"))

	same(t, "kustomize", manifest, kustomized(t, "deploy/base"))

	// The namespace of a release is Helm's to make.
	delete(manifest, "Namespace <nil>/gunrelay-system")
	same(t, "helm", manifest, rendered(t, nil))
}

func same(t *testing.T, tool string, want, got map[string]object) {
	t.Helper()
	for key := range got {
		if _, known := want[key]; !known {
			t.Errorf("%s installs %s, and install.yaml does not", tool, key)
		}
	}
	for key := range want {
		for _, place := range differences(key, map[string]any(want[key]), map[string]any(got[key])) {
			t.Errorf("%s has another %s than install.yaml", tool, place)
		}
	}
}

// differences are the places below a path where two values are not the same.
func differences(path string, one, other any) []string {
	if items, is := one.([]any); is {
		if others, both := other.([]any); both && len(items) == len(others) {
			var places []string
			for i := range items {
				places = append(places, differences(fmt.Sprintf("%s[%d]", path, i), items[i], others[i])...)
			}
			return places
		}
	}
	left, ok := one.(map[string]any)
	right, both := other.(map[string]any)
	if !ok || !both {
		if reflect.DeepEqual(one, other) {
			return nil
		}
		return []string{fmt.Sprintf("%s: %.80v, not %.80v", path, other, one)}
	}
	var places []string
	for name := range left {
		places = append(places, differences(path+"."+name, left[name], right[name])...)
	}
	for name := range right {
		if _, known := left[name]; !known {
			places = append(places, path+"."+name)
		}
	}
	return places
}

func TestEveryOverlayBuilds(t *testing.T) {
	overlays, err := filepath.Glob(filepath.Join(root, "deploy", "overlays", "*"))
	if err != nil || len(overlays) == 0 {
		t.Fatalf("no overlays: %v", err)
	}
	for _, overlay := range overlays {
		if info, err := os.Stat(overlay); err != nil || !info.IsDir() {
			continue
		}
		folder, _ := filepath.Rel(root, overlay)
		t.Run(filepath.Base(overlay), func(t *testing.T) {
			if len(kustomized(t, folder)) == 0 {
				t.Error("it is empty")
			}
		})
	}
}

func TestTheMirrorOverlayTakesEveryImageFromTheMirror(t *testing.T) {
	deployment := kustomized(t, "deploy/overlays/mirror")["Deployment gunrelay-system/gunrelay-operator"]

	if image := at(container(deployment), "image"); image != "registry.example.com/gunrelay/operator:0.1.0" {
		t.Errorf("the operator's image is %v", image)
	}
	if relays := environment(deployment)["GUNRELAY_RELAY_IMAGE"]; relays != "registry.example.com/gunrelay/relay" {
		t.Errorf("the relays' image is %v", relays)
	}
}

func container(deployment object) map[string]any {
	return at(deployment, "spec", "template", "spec", "containers").([]any)[0].(map[string]any)
}

func environment(deployment object) map[string]any {
	variables := map[string]any{}
	for _, variable := range container(deployment)["env"].([]any) {
		variables[at(variable, "name").(string)] = at(variable, "value")
	}
	return variables
}
