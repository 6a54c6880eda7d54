package metrics

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"testing"
)

const sample = `package sample

// other is a name declared below.
func first(a, b, c, d, e bool) bool {
	f := func() bool { return a && b }
	if a && b || (c && !d) {
		for range 3 {
		}
	}
	switch {
	case a, b:
	default:
	}
	return use(a || b, c || d || func() bool { return a && b && c }())
}

// second is documented.
func (s *Sample[T]) Second() {}

func other() {}

const (
	// Two comes first.
	Two   = 2
	Three = 3 // three
)

// Sample is exported.
type Sample[T any] struct{}

type Bare struct{}
`

func parse(t *testing.T) File {
	t.Helper()
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, "sample.go", sample, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return File{Path: "sample.go", Dir: ".", Set: set, Syntax: syntax}
}

func TestExpressionsAreCountedWhole(t *testing.T) {
	var counts []int
	for _, e := range Expressions(parse(t).Syntax) {
		counts = append(counts, e.Operators)
	}
	// the two in a function literal inside an expression count separately
	if want := []int{1, 3, 1, 2, 2}; !slices.Equal(counts, want) {
		t.Errorf("operators per expression: %v, want %v", counts, want)
	}
}

func TestCyclomaticCountsBranchesAndOperators(t *testing.T) {
	functions := parse(t).Functions()
	if n := Cyclomatic(functions[0]); n != 1+1+1+1+9 { // if, range, case, && and ||
		t.Errorf("first has %d", n)
	}
	if n := Cyclomatic(functions[1]); n != 1 || FullName(functions[1]) != "Sample.Second" {
		t.Errorf("%s has %d", FullName(functions[1]), n)
	}
}

func TestDocumentedNames(t *testing.T) {
	f := parse(t)
	var bare, all []string
	for _, d := range f.Exported() {
		all = append(all, d.Name)
		if d.Doc == "" {
			bare = append(bare, d.Name)
		}
	}
	if !slices.Equal(all, []string{"Second", "Two", "Three", "Sample", "Bare"}) || !slices.Equal(bare, []string{"Bare"}) {
		t.Errorf("exported: %v, without a comment: %v", all, bare)
	}
	if d := f.Declarations()[0]; !d.Own || FirstWord(d.Doc) != "other" {
		t.Errorf("first's comment: %+v", d)
	}
}

func TestLoadReadsTheModule(t *testing.T) {
	files, err := Load("../../..")
	if err != nil || len(files) < 300 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	tests, functions := 0, 0
	for _, f := range files {
		if f.Test {
			tests++
		}
		if last := f.Set.Position(f.Syntax.FileEnd).Line; f.Lines != last && f.Lines != last-1 {
			t.Errorf("%s has %d lines of %d", f.Path, f.Lines, last)
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			if _, ok := n.(*ast.FuncDecl); ok {
				functions++
			}
			return true
		})
		functions -= len(f.Functions())
	}
	if tests == 0 || functions != 0 {
		t.Errorf("%d test files; %d functions missed", tests, functions)
	}
}
