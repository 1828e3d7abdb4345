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
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: jdk
jdk:
	@tools/find-jdk > /dev/null

.PHONY: build
build: jdk ## Compile and package everything, without tests
	$(MVN) -q package -DskipTests

.PHONY: test
test: jdk ## Unit, property, simulation, integration and interoperability tests; no cluster needed
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
