package message

import (
	"strconv"
	"strings"
	"sync"
)

// The choices without a number.
const (
	LastOne = -1 - iota
	NextOne
	OtherOne
)

// picks holds the words of picks.txt, by what they choose.
var picks = sync.OnceValue(func() map[string]map[string]bool {
	table := map[string]map[string]bool{}
	for line := range linesOf("picks.txt") {
		what, list, _ := strings.Cut(line, ":")
		table[what] = map[string]bool{}
		for _, t := range Words(list) {
			table[what][t.Fold] = true
		}
	}
	return table
})

// longestList is the highest number that chooses from a list.
const longestList = 99

// BesideChoice reports whether a word may stand beside a choice and say nothing of it.
func BesideChoice(word string) bool { return picks()["-"][word] }

// ChoosesOne reports whether a word says that something on a list is meant.
func ChoosesOne(word string) bool { return picks()["="][word] }

// PickIn returns what a word chooses, 0 for nothing.
func PickIn(word string) int {
	if n, err := strconv.Atoi(word); err == nil && n > 0 && n <= longestList {
		return n
	}
	for n := 1; n <= 5; n++ {
		if picks()[strconv.Itoa(n)][word] {
			return n
		}
	}
	switch {
	case picks()["last"][word]:
		return LastOne
	case picks()["next"][word]:
		return NextOne
	case picks()["other"][word]:
		return OtherOne
	}
	return 0
}
