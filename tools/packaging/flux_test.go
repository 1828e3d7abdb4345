package packaging

import (
	"testing"

	"github.com/google/cel-go/cel"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	kstatus "sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

// What the operator writes of a fleet in these states; its own tests say that it does.
var (
	unseen      = fleet(nil)
	beingMade   = withConditions("Pending", 2, "Ready", "False", "Progressing", "True", "Reconciling", "True")
	ready       = withConditions("Ready", 2, "Ready", "True", "Progressing", "False", "Degraded", "False")
	changed     = withConditions("Ready", 1, "Ready", "True", "Progressing", "False", "Degraded", "False")
	rollingOut  = withConditions("Progressing", 2, "Ready", "True", "Progressing", "True", "Reconciling", "True")
	stuck       = withConditions("Degraded", 2, "Ready", "True", "Progressing", "True", "Degraded", "True", "Stalled", "True")
	paused      = withConditions("Paused", 2, "Ready", "True", "Progressing", "False", "Degraded", "False")
	pausedAfter = withConditions("Paused", 1, "Ready", "True", "Progressing", "False", "Degraded", "False")
)

func withConditions(name string, generation int64, typesAndStates ...string) map[string]any {
	status := phase(name, generation)
	var conditions []any
	for i := 0; i < len(typesAndStates); i += 2 {
		conditions = append(conditions, map[string]any{"type": typesAndStates[i], "status": typesAndStates[i+1]})
	}
	status["conditions"] = conditions
	return fleet(status)
}

func TestKstatusTellsFleetsThatAreOnTheWayFromThoseThatAreStuck(t *testing.T) {
	for _, expected := range []struct {
		what   string
		fleet  map[string]any
		status kstatus.Status
	}{
		{"being made", beingMade, kstatus.InProgressStatus},
		{"ready", ready, kstatus.CurrentStatus},
		{"changed and not yet seen", changed, kstatus.InProgressStatus},
		{"rolling out", rollingOut, kstatus.InProgressStatus},
		{"stuck", stuck, kstatus.FailedStatus},
		{"paused", paused, kstatus.CurrentStatus},
		{"paused before a change", pausedAfter, kstatus.InProgressStatus},
	} {
		found, err := kstatus.Compute(&unstructured.Unstructured{Object: expected.fleet})
		if err != nil || found.Status != expected.status {
			t.Errorf("a fleet that is %s is %v for kstatus, %v", expected.what, found, err)
		}
	}
}

// health is what Flux makes of an object by expressions: the first that is true decides.
func health(t *testing.T, expressions map[string]any, resource map[string]any) string {
	t.Helper()
	environment, err := cel.NewEnv(cel.Variable("status", cel.DynType), cel.Variable("metadata", cel.DynType))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"inProgress", "failed", "current"} {
		parsed, issues := environment.Compile(expressions[name].(string))
		if issues.Err() != nil {
			t.Fatal(issues.Err())
		}
		program, err := environment.Program(parsed)
		if err != nil {
			t.Fatal(err)
		}
		status := resource["status"]
		if status == nil {
			status = map[string]any{}
		}
		value, _, err := program.Eval(map[string]any{"status": status, "metadata": resource["metadata"]})
		if err != nil {
			t.Fatalf("%s of %v: %v", name, resource, err)
		}
		if value.Value() == true {
			return name
		}
	}
	return "none"
}

func TestFluxWaitsForFleetsThatTheOperatorHasNotSeen(t *testing.T) {
	kustomization := objects(t, file(t, "examples", "flux", "fleets.yaml"))["Kustomization flux-system/gunrelay-fleets"]
	expressions := at(kustomization, "spec", "healthCheckExprs").([]any)[0].(map[string]any)

	for _, expected := range []struct {
		fleet  map[string]any
		health string
	}{
		{unseen, "inProgress"},
		{beingMade, "inProgress"},
		{ready, "current"},
		{changed, "inProgress"},
		{rollingOut, "inProgress"},
		{stuck, "failed"},
		{paused, "current"},
		{pausedAfter, "inProgress"},
	} {
		if found := health(t, expressions, expected.fleet); found != expected.health {
			t.Errorf("%v is %s", expected.fleet, found)
		}
	}
}
