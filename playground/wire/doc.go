// Package wire reads JSON from the wire, where any field may hold anything: a value of the wrong type counts as absent, so
// that callers need not check. It refuses to judge: package rules says what is wrong with a body.
package wire
