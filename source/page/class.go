package page

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The classes of an element and of the boxes around it tell how a page sets it.

// styleOf returns a hash of the class of n and that of the box around it; 0 when it has none.
func styleOf(n *html.Node) uint64 {
	if classOf(n) == "" || n.Parent == nil {
		return 0
	}
	return within(within(1, n.Parent), n)
}

// within adds the class of n to the hash of the classes around it.
func within(around uint64, n *html.Node) uint64 {
	class := classOf(n)
	if n.DataAtom == atom.P {
		class = unmodified(class)
	}
	if class == "" {
		return around
	}
	h := fnv.New64a()
	h.Write(binary.LittleEndian.AppendUint64(nil, around))
	h.Write([]byte(n.Data + "." + class))
	return h.Sum64()
}

// unmodified returns a paragraph's class without what only this one is: the first with a large letter, or a variant of a class that all
// have.
func unmodified(class string) string {
	if !hasAny(class, "--", "cap", "first", "last") {
		return class
	}
	all := strings.Fields(class)
	kept := slices.DeleteFunc(slices.Clone(all), func(name string) bool {
		switch name {
		case "first", "last", "dropcap", "drop-cap", "has-drop-cap":
			return true
		}
		of, _, variant := strings.Cut(name, "--")
		return variant && slices.Contains(all, of)
	})
	return strings.Join(kept, " ")
}

// classOf returns the class of n and what its makers call it for their tests: where classes are made by a program, only that says
// what a box is.
func classOf(n *html.Node) string {
	class, called := "", ""
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			class = strings.TrimSpace(a.Val)
		case "data-testid", "data-test-id", "data-qa", "data-component", "data-component-name", "data-cy":
			called = strings.TrimSpace(a.Val)
		}
	}
	if class == "" || called == "" {
		return class + called
	}
	return class + " " + called
}
