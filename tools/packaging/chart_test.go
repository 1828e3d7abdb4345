package packaging

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/lint"
	"helm.sh/helm/v3/pkg/lint/support"
)

var chartFolder = filepath.Join(root, "charts", "gunrelay-operator")

func loaded(t *testing.T) *chart.Chart {
	t.Helper()
	chart, err := loader.Load(chartFolder)
	if err != nil {
		t.Fatal(err)
	}
	return chart
}

// render is `helm template`: the texts by the templates' names, or what Helm has against the values.
func render(chart *chart.Chart, values map[string]any) (map[string]string, error) {
	release := chartutil.ReleaseOptions{
		Name: "some-release", Namespace: "gunrelay-system", Revision: 1, IsInstall: true}
	all, err := chartutil.ToRenderValues(chart, values, release, chartutil.DefaultCapabilities)
	if err != nil {
		return nil, err
	}
	return engine.Render(chart, all)
}

// rendered is what `helm install` makes with these values, the CRD among it.
func rendered(t *testing.T, values map[string]any) map[string]object {
	t.Helper()
	chart := loaded(t)
	templates, err := render(chart, values)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, crd := range chart.CRDObjects() {
		all.WriteString("---\n" + string(crd.File.Data) + "\n")
	}
	for name, text := range templates {
		if strings.HasSuffix(name, ".yaml") {
			all.WriteString("---\n" + text + "\n")
		}
	}
	return objects(t, []byte(all.String()))
}

func TestTheChartIsWithoutFaultForHelmsLinter(t *testing.T) {
	for _, message := range lint.AllWithKubeVersion(chartFolder, nil, "gunrelay-system", nil).Messages {
		if message.Severity > support.InfoSev {
			t.Errorf("%s", message)
		}
	}
}

func TestTheChartHasTheVersionThatItInstalls(t *testing.T) {
	metadata := loaded(t).Metadata
	image := at(container(objects(t, file(t, "deploy", "base", "deployment.yaml"))["Deployment gunrelay-system/gunrelay-operator"]), "image").(string)

	if !strings.HasSuffix(image, ":"+metadata.AppVersion) || metadata.Version != metadata.AppVersion {
		t.Errorf("chart %s, appVersion %s, image %s", metadata.Version, metadata.AppVersion, image)
	}
}

const operator = "Deployment gunrelay-system/gunrelay-operator"

func TestSingleNamespacesAreBoundOneByOne(t *testing.T) {
	all := rendered(t, map[string]any{"watchNamespaces": []any{"a", "b"}})

	for key := range all {
		if strings.HasPrefix(key, "ClusterRoleBinding") {
			t.Errorf("%s gives rights everywhere", key)
		}
	}
	for _, namespace := range []string{"a", "b"} {
		binding := all["RoleBinding "+namespace+"/gunrelay-operator-fleets"]
		if at(binding, "roleRef", "kind") != "ClusterRole" {
			t.Errorf("in %s the binding is %v", namespace, binding)
		}
	}
	if watched := environment(all[operator])["GUNRELAY_WATCH_NAMESPACES"]; watched != "a,b" {
		t.Errorf("it watches %v", watched)
	}
}

var digest = "sha256:" + strings.Repeat("0a", 32)

func TestADigestTakesThePlaceOfTheTag(t *testing.T) {
	all := rendered(t, map[string]any{"image": map[string]any{"repository": "r.example/o", "digest": digest}})

	if image := container(all[operator])["image"]; image != "r.example/o@"+digest {
		t.Errorf("the image is %v", image)
	}
}

func TestWhatTenantsMayAskForIsSetUnderTheNamesThatTheOperatorReads(t *testing.T) {
	settings := file(t, "docs", "reference", "operator-settings.md")
	allowed := map[string]any{}
	names := map[string]string{}
	for _, line := range regexp.MustCompile("GUNRELAY_ALLOWED_([A-Z_]+)").FindAllStringSubmatch(string(settings), -1) {
		names[camelCase(line[1])] = line[0]
		allowed[camelCase(line[1])] = []any{"one/*", "two"}
	}
	if len(names) == 0 {
		t.Fatal("the reference names no such setting")
	}
	values := environment(rendered(t, map[string]any{
		"allowed": allowed, "relayDigests": map[string]any{"1.4.0": digest, "1.5.0": digest}})[operator])

	for _, name := range names {
		if values[name] != "one/*,two" {
			t.Errorf("%s is %q", name, values[name])
		}
	}
	if values["GUNRELAY_RELAY_DIGESTS"] != "1.4.0="+digest+",1.5.0="+digest {
		t.Errorf("the digests are %q", values["GUNRELAY_RELAY_DIGESTS"])
	}
}

func TestACollectorAndWhatOpensItAreGivenByTheNamesOfOpenTelemetry(t *testing.T) {
	all := rendered(t, map[string]any{
		"settings": map[string]any{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"},
		"extraEnv": []any{fromSecret("OTEL_EXPORTER_OTLP_HEADERS")}})

	if endpoint := environment(all[operator])["OTEL_EXPORTER_OTLP_ENDPOINT"]; endpoint != "http://collector:4318" {
		t.Errorf("the endpoint is %v", endpoint)
	}
	for _, variable := range container(all[operator])["env"].([]any) {
		if at(variable, "name") == "OTEL_EXPORTER_OTLP_HEADERS" &&
			at(variable, "valueFrom", "secretKeyRef", "name") == "collector" {
			return
		}
	}
	t.Error("nothing comes from the Secret")
}

func fromSecret(name string) map[string]any {
	return map[string]any{"name": name,
		"valueFrom": map[string]any{"secretKeyRef": map[string]any{"name": "collector", "key": "headers"}}}
}

// camelCase makes podLabels of POD_LABELS.
func camelCase(name string) string {
	var all strings.Builder
	for i, word := range strings.Split(strings.ToLower(name), "_") {
		if i > 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		all.WriteString(word)
	}
	return all.String()
}

func TestEachFeatureIsAsManyRights(t *testing.T) {
	all := groups(t, nil)
	seen := map[string]bool{}
	for feature := range loaded(t).Values["features"].(map[string]any) {
		left := groups(t, map[string]any{"features": map[string]any{feature: false}})
		for group := range all {
			if !left[group] {
				if seen[group] {
					t.Errorf("two features give rights on %s", group)
				}
				seen[group] = true
			}
		}
		if len(left) != len(all)-1 {
			t.Errorf("without %s there are rights on %v", feature, left)
		}
	}
}

// groups are those that the operator has rights on.
func groups(t *testing.T, values map[string]any) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, rule := range rendered(t, values)["ClusterRole <nil>/gunrelay-operator"]["rules"].([]any) {
		for _, group := range rule.(map[string]any)["apiGroups"].([]any) {
			all[group.(string)] = true
		}
	}
	return all
}

func TestAReplicaElsewhereWorksForTheHubAndHasNoRightsWhereItRuns(t *testing.T) {
	values := map[string]any{"hub": map[string]any{"kubeConfigSecret": "gunrelay-hub"}}
	for way, objects := range map[string]map[string]object{
		"chart": rendered(t, values), "overlay": kustomized(t, "deploy/overlays/standby")} {
		for key := range objects {
			if strings.Contains(key, "Role") || strings.Contains(key, "Admission") {
				t.Errorf("%s: there is %s", way, key)
			}
		}
		deployment := objects["Deployment gunrelay-system/gunrelay-operator"]
		variables := environment(deployment)
		if variables["KUBECONFIG"] != "/etc/gunrelay/hub/kubeconfig" || variables["GUNRELAY_NAMESPACE"] != "gunrelay-system" {
			t.Errorf("%s: it works for %v", way, variables)
		}
		if automount := at(deployment, "spec", "template", "spec", "automountServiceAccountToken"); automount != false {
			t.Errorf("%s: it has a token of where it runs", way)
		}
	}
}

func TestTwoReleasesShareNoObject(t *testing.T) {
	one := rendered(t, nil)
	for key := range rendered(t, map[string]any{"fullnameOverride": "second"}) {
		if _, both := one[key]; both && !strings.HasPrefix(key, "CustomResourceDefinition") {
			t.Errorf("both have %s", key)
		}
	}
}

func TestEveryValueReachesTheObjects(t *testing.T) {
	plain := flattened(t, nil)
	changes := map[string]any{
		"image":              map[string]any{"pullPolicy": "Always"},
		"imagePullSecrets":   []any{map[string]any{"name": "registry"}},
		"relayImage":         "r.example:5000/relay",
		"relayDigests":       map[string]any{"1.4.0": digest},
		"allowed":            map[string]any{"hosts": []any{"*.example.com"}},
		"prometheusUrl":      "http://prometheus.monitoring:9090",
		"replicas":           3,
		"watchNamespaces":    []any{"a"},
		"features":           map[string]any{"gatewayApi": false},
		"logFormat":          "json",
		"settings":           map[string]any{"GUNRELAY_REPORT_INTERVAL": "30s"},
		"extraEnv":           []any{fromSecret("OTEL_EXPORTER_OTLP_HEADERS")},
		"hub":                map[string]any{"kubeConfigSecret": "hub"},
		"serviceAccount":     map[string]any{"annotations": map[string]any{"a": "b"}},
		"fullnameOverride":   "other",
		"resources":          map[string]any{"limits": map[string]any{"cpu": "1"}},
		"podLabels":          map[string]any{"a": "b"},
		"podAnnotations":     map[string]any{"a": "b"},
		"nodeSelector":       map[string]any{"a": "b"},
		"tolerations":        []any{map[string]any{"key": "a", "operator": "Exists"}},
		"affinity":           map[string]any{"podAffinity": map[string]any{}},
		"priorityClassName":  "high",
		"networkPolicy":      map[string]any{"enabled": false},
		"deletionProtection": map[string]any{"enabled": false},
		"serviceMonitor":     map[string]any{"enabled": true, "labels": map[string]any{"a": "b"}},
	}
	for name := range loaded(t).Values {
		if _, changed := changes[name]; !changed {
			t.Errorf("%s of values.yaml is not looked at here", name)
		}
	}
	for name, value := range changes {
		if flattened(t, map[string]any{name: value}) == plain {
			t.Errorf("%s changes nothing", name)
		}
	}
}

func flattened(t *testing.T, values map[string]any) string {
	t.Helper()
	var all strings.Builder
	for _, o := range sorted(rendered(t, values)) {
		all.WriteString(text(t, o))
	}
	return all.String()
}

func TestWrongValuesAreRefused(t *testing.T) {
	for field, values := range map[string]map[string]any{
		"replica":         {"replica": 2},
		"relayImage":      {"relayImage": "r.example/relay:1.0.0"},
		"digest":          {"image": map[string]any{"repository": "r", "digest": "1.0.0"}},
		"watchNamespaces": {"watchNamespaces": []any{"*"}},
		"prometheusUrl":   {"prometheusUrl": "prometheus:9090"},
		"logFormat":       {"logFormat": "xml"},
		"relayDigests":    {"relayDigests": map[string]any{"1.4.0": "latest"}},
		"everything":      {"allowed": map[string]any{"everything": []any{"*"}}},
		"ingress":         {"features": map[string]any{"ingress": false}},
		"PATH":            {"settings": map[string]any{"PATH": "/"}},
		"LD_PRELOAD":      {"extraEnv": []any{fromSecret("LD_PRELOAD")}},
	} {
		_, err := render(loaded(t), values)
		if err == nil || !strings.Contains(err.Error(), field) {
			t.Errorf("of %v Helm says: %v", values, err)
		}
	}
}

func TestTheNotesNameWhatWasInstalled(t *testing.T) {
	templates, err := render(loaded(t), map[string]any{"fullnameOverride": "relays", "watchNamespaces": []any{"team-a"}})
	if err != nil {
		t.Fatal(err)
	}
	notes := templates["gunrelay-operator/templates/NOTES.txt"]
	for _, word := range []string{"deployment/relays", "--namespace team-a", "version: 0.1.0"} {
		if !strings.Contains(notes, word) {
			t.Errorf("%q is not in:\n%s", word, notes)
		}
	}
}
