package packaging

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/operator-framework/api/pkg/manifests"
	"sigs.k8s.io/yaml"
)

var byDigest = regexp.MustCompile(`^registry\.example\.com:5000/(operator|relay)@sha256:[0-9a-f]{64}$`)

// release is a folder with what `make release` writes.
func release(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	out, err := pin(folder, "registry.example.com:5000/operator:1.2.3", someDigest("a"),
		"registry.example.com:5000/relay:1.2.3", someDigest("b"))
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return folder
}

func pin(arguments ...string) (string, error) {
	out, err := exec.Command(filepath.Join(root, "tools", "pin-images"), arguments...).CombinedOutput()
	return string(out), err
}

func someDigest(digit string) string {
	return "sha256:" + strings.Repeat(digit, 64)
}

func TestAReleasesBundleNamesEveryImageByItsDigest(t *testing.T) {
	folder := filepath.Join(release(t), "olm-bundle")
	bundle, err := manifests.GetBundleFromDir(filepath.Join(folder, "manifests"))
	if err != nil {
		t.Fatal(err)
	}
	container := bundle.CSV.Spec.InstallStrategy.StrategySpec.DeploymentSpecs[0].Spec.Template.Spec.Containers[0]
	related := bundle.CSV.Spec.RelatedImages

	if len(related) != 2 || container.Image != related[0].Image || container.Image != bundle.CSV.Annotations["containerImage"] {
		t.Errorf("the operator runs %s, related are %v", container.Image, related)
	}
	for _, image := range related {
		if !byDigest.MatchString(image.Image) {
			t.Errorf("%s is not by digest", image.Image)
		}
	}
	variables := map[string]string{}
	for _, variable := range container.Env {
		variables[variable.Name] = variable.Value
	}
	if variables["GUNRELAY_RELAY_IMAGE"] != "registry.example.com:5000/relay" ||
		variables["GUNRELAY_RELAY_DIGESTS"] != "1.2.3="+someDigest("b") {
		t.Errorf("%v", variables)
	}
	catalog, err := os.ReadFile(filepath.Join(folder, "catalog", "gunrelay-operator", "catalog.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, image := range related {
		if !strings.Contains(string(catalog), "image: "+image.Image+"\n") {
			t.Errorf("the catalog lacks %s", image.Image)
		}
	}
}

func TestAReleasesManifestAndChartInstallTheSameObjects(t *testing.T) {
	folder := release(t)
	text, err := os.ReadFile(filepath.Join(folder, "install.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	manifest := objects(t, text)
	delete(manifest, "Namespace <nil>/gunrelay-system")
	given, err := os.ReadFile(filepath.Join(folder, "values.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]any{}
	if err := yaml.Unmarshal(given, &values); err != nil {
		t.Fatal(err)
	}

	same(t, "helm", manifest, rendered(t, values))
}

func TestAReleaseOfImagesThatAreNamedAmissIsRefused(t *testing.T) {
	for _, amiss := range [][]string{
		{"a.example/operator", someDigest("a"), "a.example/relay:1", someDigest("b")},
		{"a.example/operator:1@" + someDigest("a"), someDigest("a"), "a.example/relay:1", someDigest("b")},
		{"a.example/operator:1", "latest", "a.example/relay:1", someDigest("b")},
		{"a.example/operator:1", someDigest("a"), "a.example/relay:1"},
	} {
		if out, err := pin(append([]string{t.TempDir()}, amiss...)...); err == nil || !strings.Contains(out, "pin-images") {
			t.Errorf("%v: %v: %s", amiss, err, out)
		}
	}
}
