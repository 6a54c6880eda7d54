// Package metrics counts what can be counted in Go source without running it: lines, boolean operators, branches, comments.
// It reads syntax only, resolves no types, and judges nothing: architecture_test.go holds the limits, and proof/measure prints the figures.
package metrics

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// File is one Go file of the module.
type File struct {
	Path, Dir string // relative to the root of the module, with slashes; the root's own Dir is "."
	Lines     int
	Test      bool
	Set       *token.FileSet
	Syntax    *ast.File
}

// Load parses every Go file under root. It skips hidden folders, testdata, and folders that are modules of their own.
func Load(root string) ([]File, error) {
	var files []File
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && skipped(path, d.Name()):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go":
			return nil
		}
		f, err := load(root, path)
		files = append(files, f)
		return err
	})
	return files, err
}

func skipped(path, name string) bool {
	_, err := os.Stat(filepath.Join(path, "go.mod"))
	return err == nil || strings.HasPrefix(name, ".") || name == "testdata"
}

func load(root, path string) (File, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return File{}, err
	}
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, path, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return File{}, err
	}
	rel, err := filepath.Rel(root, path)
	rel = filepath.ToSlash(rel)
	return File{
		Path: rel, Dir: filepath.ToSlash(filepath.Dir(rel)), Lines: bytes.Count(text, []byte("\n")),
		Test: strings.HasSuffix(rel, "_test.go"), Set: set, Syntax: syntax,
	}, err
}

// Line returns the line where n begins.
func (f File) Line(n ast.Node) int { return f.Set.Position(n.Pos()).Line }

// Span returns how many lines n covers.
func (f File) Span(n ast.Node) int { return f.Set.Position(n.End()).Line - f.Line(n) + 1 }

// Functions returns the functions and methods declared in f, without literals.
func (f File) Functions() []*ast.FuncDecl {
	var functions []*ast.FuncDecl
	for _, d := range f.Syntax.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			functions = append(functions, fn)
		}
	}
	return functions
}

// FullName returns a function's name, preceded by its receiver's type.
func FullName(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return fn.Name.Name
	}
	return receiver(fn) + "." + fn.Name.Name
}

func receiver(fn *ast.FuncDecl) string {
	t := fn.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

// Expression is a boolean expression that is part of no larger one, and how many && and || it has.
type Expression struct {
	Node      *ast.BinaryExpr
	Operators int
}

// Expressions returns the outermost boolean expressions under n. One in the body of a function literal counts separately.
func Expressions(n ast.Node) []Expression {
	var found []Expression
	ast.Inspect(n, func(n ast.Node) bool {
		b, ok := n.(*ast.BinaryExpr)
		if !ok || !boolean(b.Op) {
			return true
		}
		e := Expression{Node: b}
		ast.Inspect(b, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				found = append(found, Expressions(n.Body)...)
				return false
			case *ast.BinaryExpr:
				if boolean(n.Op) {
					e.Operators++
				}
			}
			return true
		})
		found = append(found, e)
		return false
	})
	return found
}

func boolean(op token.Token) bool { return op == token.LAND || op == token.LOR }

// Cyclomatic returns the number of independent paths through fn and the literals in it: one, and one more for each
// if, for, case and boolean operator.
func Cyclomatic(fn *ast.FuncDecl) int {
	paths := 1
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			paths++
		case *ast.CaseClause:
			if n.List != nil {
				paths++
			}
		case *ast.CommClause:
			if n.Comm != nil {
				paths++
			}
		case *ast.BinaryExpr:
			if boolean(n.Op) {
				paths++
			}
		}
		return true
	})
	return paths
}
