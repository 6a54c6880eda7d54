// Package pattern has regular expressions that are compiled when they are first used.
//
// Lede knows well over a hundred of them. To compile them all took most of the time of a start, and more memory than anything else that a
// bot holds which nobody asks.
package pattern

import (
	"regexp"
	"sync"
)

// Of is a regular expression. One that is wrong panics when it is used.
func Of(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
