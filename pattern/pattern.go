// Package pattern has regular expressions that are compiled when they are first used.
//
// Lede has well over a hundred of them. Compiling them all took most of a start, and more of an idle bot's memory than anything else.
package pattern

import (
	"regexp"
	"sync"
)

// Of is a regular expression. One that is wrong panics when it is used.
func Of(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
