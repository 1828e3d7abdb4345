// Package packaging checks what people install, with the tools that install it: Helm's engine and
// linter, kustomize, the validators of the Operator Lifecycle Manager, the Lua interpreter of Argo CD,
// and kstatus, by which Flux waits. In: the repository's files. Out: tests, and nothing that ships.
package packaging
