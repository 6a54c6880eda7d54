package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"lede/proof/measure/metrics"
)

// All mutants of a package are woven into its code at once, each behind a switch set by an environment variable, so that a package
// is compiled once and not once for each. What cannot be decided at run time, such as a constant, is left out.

// A thread is one expression or statement with its mutants woven in.
type thread struct {
	start, end int
	form       func(inner) string
}

// inner returns the text of a node with the mutants inside it.
type inner func(ast.Node) string

func (w *walker) thread(n ast.Node, form func(inner) string, woven ...*mutant) {
	w.threads = append(w.threads, thread{w.offset(n.Pos()), w.offset(n.End()), form})
	for _, m := range woven {
		w.found[m.number-1-w.before].woven = true
	}
}

// on returns the condition under which the mistake is made.
func (m *mutant) on() string { return fmt.Sprintf("mutantOn(%d)", m.number) }

func (w *walker) weave() []byte {
	slices.SortStableFunc(w.threads, func(a, b thread) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	return []byte(w.render(0, len(w.text), 0))
}

// render returns the source from start to end, with the threads from index from on.
func (w *walker) render(start, end, from int) string {
	var text strings.Builder
	for i := from; i < len(w.threads); i++ {
		t := w.threads[i]
		if t.start < start || t.end > end {
			continue
		}
		text.Write(w.text[start:t.start])
		text.WriteString(t.form(func(n ast.Node) string { return w.render(w.offset(n.Pos()), w.offset(n.End()), i+1) }))
		start = t.end
	}
	text.Write(w.text[start:end])
	return text.String()
}

// switches is what a woven package needs besides its own files. A file with one line per mutant records which mutants
// a test reaches.
const switches = `package %s

import (
	"fmt"
	"os"
	"strconv"
	"sync/atomic"
)

var (
	mutantNumber, _ = strconv.Atoi(os.Getenv("LEDE_MUTANT"))
	mutantsReached  = os.Getenv("LEDE_MUTANTS_REACHED")
	mutantsSeen     [1 << 16]atomic.Bool
)

func mutantOn(n int) bool {
	if mutantsReached != "" && !mutantsSeen[n].Swap(true) {
		mutantReached(n)
	}
	return n == mutantNumber
}

func mutantReached(n int) {
	if f, err := os.OpenFile(mutantsReached, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err == nil {
		fmt.Fprintln(f, n)
		f.Close()
	}
}

func mutantPick[T any](on bool, a, b T) T {
	if on {
		return a
	}
	return b
}
`

// fixed returns the names in f that may be constants: those of its package, and of packages it imports.
func fixed(files []metrics.File, f metrics.File) map[string]bool {
	names := map[string]bool{}
	for _, other := range files {
		if other.Dir != f.Dir {
			continue
		}
		ast.Inspect(other.Syntax, func(n ast.Node) bool {
			if d, ok := n.(*ast.GenDecl); ok && d.Tok == token.CONST {
				for _, s := range d.Specs {
					for _, name := range s.(*ast.ValueSpec).Names {
						names[name.Name] = true
					}
				}
			}
			return true
		})
	}
	for _, i := range f.Syntax.Imports {
		path := strings.Trim(i.Path.Value, `"`)
		names[path[strings.LastIndex(path, "/")+1:]] = true
		if i.Name != nil {
			names[i.Name.Name] = true
		}
	}
	return names
}

// steady reports whether an expression with a number in it may be evaluated twice, and is not constant: it calls nothing, and its
// type is determined by an operand other than the number.
func (w *walker) steady(b *ast.BinaryExpr) bool {
	steady, typed := true, false
	ast.Inspect(b, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name, ok := n.Fun.(*ast.Ident)
			steady = steady && ok && (name.Name == "len" || name.Name == "cap")
		case *ast.FuncLit, *ast.UnaryExpr:
			steady = false
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && w.fixed[x.Name] {
				return false
			}
		case *ast.Ident:
			typed = typed || !w.fixed[n.Name]
		}
		return true
	})
	return steady && typed
}
