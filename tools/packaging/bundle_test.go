package packaging

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/operator-framework/api/pkg/apis/scorecard/v1alpha3"
	"github.com/operator-framework/api/pkg/manifests"
	"github.com/operator-framework/api/pkg/validation"
	"github.com/operator-framework/operator-registry/alpha/declcfg"
	"github.com/operator-framework/operator-registry/alpha/property"
)

var bundleFolder = filepath.Join(root, "olm-bundle")

func bundle(t *testing.T) *manifests.Bundle {
	t.Helper()
	bundle, err := manifests.GetBundleFromDir(filepath.Join(bundleFolder, "manifests"))
	if err != nil {
		t.Fatal(err)
	}
	return bundle
}

func TestTheBundleIsValidForOLMAndForOperatorHub(t *testing.T) {
	bundle := bundle(t)
	validators := validation.DefaultBundleValidators.WithValidators(
		validation.OperatorHubV2Validator,
		validation.StandardCapabilitiesValidator,
		validation.StandardCategoriesValidator,
		validation.ObjectValidator,
		validation.GoodPracticesValidator,
		validation.AlphaDeprecatedAPIsValidator)

	for _, result := range validators.Validate(append(bundle.ObjectsToValidate(), bundle)...) {
		for _, fault := range append(result.Errors, result.Warnings...) {
			// A right names no version: the validator cannot know that it is for v1, which has them still.
			if strings.Contains(fault.Error(), "for endpointslices") {
				continue
			}
			t.Errorf("%s: %v", result.Name, fault)
		}
	}
}

func TestEveryFieldOfTheResourceIsDescribed(t *testing.T) {
	owned := bundle(t).CSV.Spec.CustomResourceDefinitions.Owned[0]
	var spec, status []string
	for _, descriptor := range owned.SpecDescriptors {
		spec = append(spec, descriptor.Path)
	}
	for _, descriptor := range owned.StatusDescriptors {
		status = append(status, descriptor.Path)
	}
	var crd object
	read(t, &crd, "deploy", "base", "crds", "gunrelayclusters.gunrelay.io.yaml")
	version := at(crd, "spec", "versions").([]any)[0]
	for part, described := range map[string][]string{"spec": spec, "status": status} {
		fields := at(version, "schema", "openAPIV3Schema", "properties", part, "properties").(map[string]any)
		for field := range fields {
			if !contains(described, field) {
				t.Errorf("%s.%s has no descriptor", part, field)
			}
		}
	}
}

func contains(all []string, wanted string) bool {
	for _, one := range all {
		if one == wanted {
			return true
		}
	}
	return false
}

func TestTheBundleHasEveryExample(t *testing.T) {
	var offered []object
	if err := json.Unmarshal([]byte(bundle(t).CSV.Annotations["alm-examples"]), &offered); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(root, "examples", "*.yaml"))
	if len(offered) != len(files) || at(offered[0], "metadata", "name") != "quickstart" {
		t.Errorf("%d examples of %d, %s first", len(offered), len(files), offered[0].key())
	}
}

func TestTheImagesOfTheBundleAreThoseThatRun(t *testing.T) {
	csv := bundle(t).CSV
	deployed := csv.Spec.InstallStrategy.StrategySpec.DeploymentSpecs[0].Spec.Template.Spec.Containers[0]
	images := map[string]string{}
	for _, related := range csv.Spec.RelatedImages {
		images[related.Name] = related.Image
	}
	if images["operator"] != deployed.Image || csv.Annotations["containerImage"] != deployed.Image {
		t.Errorf("%v, but the operator runs %s", images, deployed.Image)
	}
	relay := "ghcr.io/gunrelay/relay:" + csv.Spec.Version.String()
	if images["relay"] != relay {
		t.Errorf("%v, but relays run %s", images, relay)
	}
}

func TestTheImageOfTheBundleSaysWhatItsAnnotationsSay(t *testing.T) {
	var metadata struct {
		Annotations map[string]string `json:"annotations"`
	}
	read(t, &metadata, "olm-bundle", "metadata", "annotations.yaml")
	labels := map[string]string{}
	for _, line := range strings.Split(string(file(t, "olm-bundle", "bundle.Dockerfile")), "\n") {
		if label, found := strings.CutPrefix(line, "LABEL "); found {
			name, value, _ := strings.Cut(label, "=")
			labels[name] = value
		}
	}
	if !reflect.DeepEqual(metadata.Annotations, labels) {
		t.Errorf("annotations.yaml has %v, the Dockerfile %v", metadata.Annotations, labels)
	}
	for _, folder := range []string{"manifests", "metadata", "tests/scorecard"} {
		if _, err := os.Stat(filepath.Join(bundleFolder, folder)); err != nil {
			t.Error(err)
		}
	}
}

func TestTheScorecardsConfigurationIsOne(t *testing.T) {
	var configuration v1alpha3.Configuration
	read(t, &configuration, "olm-bundle", "tests", "scorecard", "config.yaml")

	if len(configuration.Stages) != 1 || len(configuration.Stages[0].Tests) != 6 {
		t.Errorf("%+v", configuration.Stages)
	}
}

func TestTheCatalogIsValidAndRepeatsTheBundle(t *testing.T) {
	catalog, err := declcfg.LoadFS(t.Context(), os.DirFS(filepath.Join(bundleFolder, "catalog")))
	if err != nil {
		t.Fatal(err)
	}
	model, err := declcfg.ConvertToModel(*catalog)
	if err != nil {
		t.Fatal(err)
	}
	if err := model.Validate(); err != nil {
		t.Fatal(err)
	}
	csv := bundle(t).CSV
	entry := model["gunrelay-operator"].DefaultChannel.Bundles[csv.Name]
	if entry == nil {
		t.Fatalf("the default channel has no %s", csv.Name)
	}
	for _, repeated := range entry.Properties {
		if repeated.Type == property.TypeCSVMetadata {
			same := property.MustBuildCSVMetadata(*csv)
			if !bytes.Equal(canonical(t, same.Value), canonical(t, repeated.Value)) {
				t.Errorf("the catalog says\n%s\nand the bundle\n%s", canonical(t, repeated.Value), canonical(t, same.Value))
			}
			return
		}
	}
	t.Error("the catalog says nothing of the bundle's metadata")
}

func canonical(t *testing.T, text json.RawMessage) []byte {
	t.Helper()
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	same, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return same
}
