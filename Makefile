# Everything that is done with this repository, by name. `make help` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# A JDK 25: JAVA_HOME if it is one, else the usual folders.
JAVA_HOME := $(shell tools/find-jdk)
export JAVA_HOME
MVN := mvn -B -ntp

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: jdk
jdk:
	@tools/find-jdk > /dev/null

GUNJS := e2e/gunjs

.PHONY: node-modules
node-modules: $(GUNJS)/node_modules/.package-lock.json ## Install the gun.js that tests and the demo drive

$(GUNJS)/node_modules/.package-lock.json: $(GUNJS)/package.json $(GUNJS)/package-lock.json
	@tools/find-node
	cd $(GUNJS) && npm ci --loglevel=error
	@touch $@

.PHONY: build
build: jdk ## Compile and package everything, without tests
	$(MVN) -q package -DskipTests

.PHONY: test
test: jdk node-modules ## Unit, property, simulation, integration and interoperability tests; no cluster needed
	$(MVN) verify

.PHONY: lint
lint: jdk ## Formatting, warnings as errors, committed CRDs up to date
	$(MVN) -q spotless:check

.PHONY: format
format: jdk ## Format the sources
	$(MVN) -q spotless:apply

.PHONY: clean
clean: jdk ## Remove what the build made
	$(MVN) -q clean
