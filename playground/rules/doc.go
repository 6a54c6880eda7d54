// Package rules is what Discord refuses: the limits of every field that a bot sends, what may be nested in what, and the words and codes of
// a refusal. It judges a body by itself. It knows no channel, no permission and no request: refusals that depend on those are in package rest.
package rules
