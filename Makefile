# Everything that is done with this repository, by name. `make help` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# A JDK 25: JAVA_HOME if it is one, else the usual folders.
JAVA_HOME := $(shell tools/find-jdk)
export JAVA_HOME
MVN := mvn -B -ntp
VERSION := $(shell sed -n 's:^  <version>\(.*\)</version>$$:\1:p' pom.xml)

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: jdk
jdk:
	@tools/find-jdk > /dev/null

GUNJS := e2e/gunjs
RELAY := relay-runtime/target/gun-relay
LOADGEN := e2e/loadgen/target/loadgen

.PHONY: node-modules
node-modules: $(GUNJS)/node_modules/.package-lock.json ## Install the gun.js that tests and the demo drive

$(GUNJS)/node_modules/.package-lock.json: $(GUNJS)/package.json $(GUNJS)/package-lock.json
	@tools/find-node
	cd $(GUNJS) && npm ci --loglevel=error
	@touch $@

# Without a browser its tests are skipped, unless nothing may be.
.PHONY: browser
browser: ## Find the Chromium that tests drive; root on Debian installs it
	@tools/find-browser || [ -z "$${GUNRELAY_REQUIRE_ALL:-}" ]

.PHONY: build
build: jdk ## Compile and package everything, without tests
	$(MVN) -q package -DskipTests
	tools/rehearse $(RELAY) $(LOADGEN)

.PHONY: test
test: jdk node-modules browser ## Unit, property, simulation, integration and interoperability tests; no cluster needed
	$(MVN) -T 2 --fail-at-end verify -DskipFuzzing=false

# FOR=10m says for how long each target is fuzzed. What is found is kept as a test's input.
.PHONY: fuzz
fuzz: jdk ## Fuzz what strangers can send, for longer than `make test` does
	JAZZER_MAX_DURATION=$(or $(FOR),10m) $(MVN) -pl relay-runtime -am test -DskipFuzzing=false \
		-Dtest='*FuzzTest' -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: lint
lint: jdk ## Formatting, warnings as errors, generated files up to date, packages as their tools want them
	$(MVN) -q spotless:check
	$(MVN) -q -pl crds -am process-test-classes -Dgenerate=check
	@tools/install-manifest | diff --unified deploy/install.yaml - \
		|| { echo "deploy/install.yaml is not what deploy/base says: run 'make manifests' and commit" >&2; exit 1; }
	@$(MAKE) --no-print-directory lint-packaging

# Without Go they are skipped, unless nothing may be.
.PHONY: lint-packaging
lint-packaging: ## Check chart, kustomizations, OLM bundle and GitOps files with the tools that read them
	@if go=$$(tools/find-go); then cd tools/packaging && "$$go" vet ./... && "$$go" test -count=1 ./...; \
	else [ -z "$${GUNRELAY_REQUIRE_ALL:-}" ] && echo "Skipped: chart, bundle and GitOps files were not checked."; fi

.PHONY: generate
generate: jdk ## Write what follows from other files: the CRD, references, tables, install.yaml, the OLM bundle
	$(MVN) -q -pl crds -am process-test-classes -Dgenerate=write
	$(MVN) -q -pl relay-runtime,operator -am test -Dtest='*PageTest' -Dsurefire.failIfNoSpecifiedTests=false -Dgenerate=write
	@$(MAKE) --no-print-directory manifests

.PHONY: format
format: jdk ## Format the sources
	$(MVN) -q spotless:apply

# The images' names; with REGISTRY=host/path they are pushed there, on top of BASE_IMAGE.
REGISTRY ?=
IMAGES_OF := $(or $(REGISTRY),ghcr.io/gunrelay)
RELAY_IMAGE ?= $(IMAGES_OF)/relay:$(VERSION)
OPERATOR_IMAGE ?= $(IMAGES_OF)/operator:$(VERSION)
BASE_IMAGE ?= gcr.io/distroless/cc-debian12:nonroot
IMAGE_BUILDER = $(JAVA_HOME)/bin/java --sun-misc-unsafe-memory-access=allow -jar images/target/images-$(VERSION).jar
archive = images/target/$(1)-$(VERSION).tar
digest = images/target/$(1)-$(VERSION).digest
image_options = --version $(VERSION) --name $(2) --work images/target/work --digest-file $(call digest,$(1)) \
	$(if $(REGISTRY),--base $(BASE_IMAGE),--archive $(call archive,$(1)))

.PHONY: images
images: packages relay-image operator-image ## Build the images into images/target (REGISTRY=host/path pushes them)

.PHONY: release
release: images ## Build (REGISTRY=host/path: push) the images, and write what installs them by digest into dist/
	tools/pin-images dist $(OPERATOR_IMAGE) $$(cat $(call digest,operator)) $(RELAY_IMAGE) $$(cat $(call digest,relay))
	@echo "dist/install.yaml, dist/values.yaml for the chart, dist/olm-bundle"

.PHONY: packages
packages: jdk
	$(MVN) -q package -DskipTests -pl relay-runtime,operator,images -am

.PHONY: relay-image
relay-image:
	@$(IMAGE_BUILDER) build relay --from relay-runtime/target/gun-relay --class-list images/relay.classlist \
		$(call image_options,relay,$(RELAY_IMAGE))

.PHONY: relay-root
relay-root: jdk # the relay image's file system as a folder: what the Dockerfile copies
	$(MVN) -q package -DskipTests -pl relay-runtime,images -am
	@$(IMAGE_BUILDER) build relay --from relay-runtime/target/gun-relay --class-list images/relay.classlist \
		--version $(VERSION) --name $(RELAY_IMAGE) --work images/target/work
	@mkdir -p images/target/work/relay/data

.PHONY: class-list
class-list: packages ## Record anew which classes the relay loads at its start
	@$(IMAGE_BUILDER) record --from relay-runtime/target/gun-relay --class-list images/relay.classlist

.PHONY: operator-image
operator-image:
	@$(IMAGE_BUILDER) build operator --from operator/target/quarkus-app $(call image_options,operator,$(OPERATOR_IMAGE))

.PHONY: manifests
manifests: ## Write deploy/install.yaml from deploy/base
	tools/install-manifest > deploy/install.yaml

.PHONY: install
install: ## Install the operator on the cluster that KUBECONFIG names
	tools/install-manifest $(OPERATOR_IMAGE) $(RELAY_IMAGE) | kubectl apply --server-side -f -
	kubectl --namespace gunrelay-system rollout status deployment/gunrelay-operator --timeout=180s

.PHONY: plugin
plugin: jdk ## Build kubectl's plugin into kubectl-plugin/target/kubectl-gunrelay, for the PATH
	$(MVN) -q package -DskipTests -pl kubectl-plugin -am
	@echo 'Now: export PATH="$(CURDIR)/kubectl-plugin/target/kubectl-gunrelay:$$PATH"; kubectl gunrelay status'

.PHONY: uninstall
uninstall: ## Remove the operator and every GunRelayCluster from that cluster
	kubectl delete --ignore-not-found gunrelayclusters --all --all-namespaces --timeout=120s || true
	kubectl delete --ignore-not-found -f deploy/install.yaml

# LIST=1 names the scenarios, ONLY=name[,name…] (rollout-*: all that begin so) runs some, BUILT=1 takes the images as they are.
.PHONY: e2e
e2e: $(if $(LIST),packages-e2e,$(if $(BUILT),,images) packages-e2e node-modules) ## Scenarios on the cluster that KUBECONFIG names
	@RELAY_IMAGE=$(RELAY_IMAGE) OPERATOR_IMAGE=$(OPERATOR_IMAGE) \
	RELAY_ARCHIVE=$(call archive,relay) OPERATOR_ARCHIVE=$(call archive,operator) \
	$(JAVA_HOME)/bin/java --sun-misc-unsafe-memory-access=allow -Dslf4j.internal.verbosity=ERROR -jar e2e/scenarios/target/scenarios-$(VERSION).jar $(if $(LIST),--list) $(if $(ONLY),--only '$(ONLY)')

.PHONY: packages-e2e
packages-e2e: jdk
	$(MVN) -q package -DskipTests -pl e2e/scenarios,e2e/loadgen,kubectl-plugin -am

# QUICK=1 takes one short round, ONLY=part[,part] measures some; both leave the documentation alone.
.PHONY: bench
bench: jdk node-modules ## Measure the relay beside gun.js' own and raw Netty, and the operator with 1,000 fleets
	$(if $(filter operator,$(ONLY)),,@$(MAKE) --no-print-directory bench-relay)
	$(if $(and $(ONLY),$(filter-out operator,$(ONLY))),,@$(MAKE) --no-print-directory bench-operator)

.PHONY: bench-relay
bench-relay: # writes docs/performance/bench.md
	$(MVN) -q package -DskipTests -pl relay-runtime,e2e/loadgen -am
	tools/rehearse $(RELAY) $(LOADGEN)
	$(LOADGEN)/bin/loadgen bench --relay $(RELAY) --gunjs $(GUNJS) \
		--data e2e/loadgen/target/bench $(if $(QUICK),--quick) $(if $(ONLY),--only '$(ONLY)') \
		$(if $(QUICK)$(ONLY),,--out docs/performance/bench.md)

# FLEETS=n in place of 1,000, which leaves the documentation alone, too.
.PHONY: bench-operator
bench-operator: # writes docs/performance/operator.md; skipped where KUBE_API_TEST_DIR names no API server
	$(MVN) -q package -DskipTests -pl operator,e2e/scale -am
	$(DEMO_JAVA) -jar e2e/scale/target/scale-$(VERSION).jar \
		$(if $(QUICK),--fleets 50 --steady PT20S --changes 20,$(if $(FLEETS),--fleets $(FLEETS))) \
		$(if $(QUICK)$(FLEETS),,--out docs/performance/operator.md)

# MINUTES=n in place of 30; BUILT=1 takes relay and load generator as they are.
.PHONY: soak
soak: $(if $(BUILT),,jdk) ## A long mixed load: nothing acknowledged is lost, nothing grows, nothing stays open
	$(if $(BUILT),,$(MVN) -q package -DskipTests -pl relay-runtime,e2e/loadgen -am)
	$(LOADGEN)/bin/loadgen soak --relay $(RELAY) --data e2e/loadgen/target/soak --minutes $(or $(MINUTES),30)

# BENCHMARK=pattern chooses; JMH_OPTIONS holds further options, such as "-f 1 -prof gc".
.PHONY: jmh
jmh: jdk ## Measure parts of the relay alone, under JMH
	$(MVN) -q package -DskipTests -pl benchmarks -am
	$(JAVA_HOME)/bin/java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
		-cp 'benchmarks/target/benchmarks/lib/*' org.openjdk.jmh.Main $(JMH_OPTIONS) $(BENCHMARK)

# DEMO_JAVA: the flags keep libraries' warnings about the JVM out of the story.
DEMO_JAVA := $(JAVA_HOME)/bin/java --sun-misc-unsafe-memory-access=allow

.PHONY: demo
demo: packages-demo node-modules ## The whole path on this machine, or on the cluster that KUBECONFIG names
	@$(DEMO_JAVA) -jar e2e/local/target/local-$(VERSION).jar --version-of-relay $(VERSION)

.PHONY: packages-demo
packages-demo: jdk
	$(MVN) -q package -DskipTests -pl relay-runtime,operator,e2e/local -am

.PHONY: clean
clean: jdk ## Remove what the build made
	$(MVN) -q clean
	rm -rf dist
