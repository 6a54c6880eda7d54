// Package pattern compiles a regular expression when it is first used.
//
// Lede has well over a hundred of them. Compiling all of them at the start took most of its time, and more of an idle bot's memory than
// anything else. The package refuses to know what an expression is for.
package pattern

import (
	"regexp"
	"sync"
)

// Of returns a function that compiles the expression on its first call, and returns the same one from then on. It panics if the expression
// is invalid; a test compiles every one that is written in one piece. The function is safe for concurrent use.
func Of(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
