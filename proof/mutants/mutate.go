package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"lede/proof/measure/metrics"
)

// A mutant is one small mistake in one file: the bytes from start to end become text.
type mutant struct {
	file       string // relative to the module's root
	line       int
	operator   string // negate, drop, shift or delete
	start, end int    // bytes of the file
	was, text  string
	original   []byte
}

func (m mutant) dir() string { return filepath.Dir(m.file) }

// mutated is the whole file with the mistake in it.
func (m mutant) mutated() []byte {
	return slices.Concat(m.original[:m.start], []byte(m.text), m.original[m.end:])
}

// id stays the same while the file does.
func (m mutant) id() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%d\x00%s", m.file, m.original, m.start, m.text))
	return hex.EncodeToString(sum[:12])
}

func (m mutant) String() string {
	short := func(s string) string {
		s = strings.Join(strings.Fields(s), " ")
		if len(s) > 70 {
			s = s[:50] + " … " + s[len(s)-15:]
		}
		return s
	}
	return fmt.Sprintf("%s:%d: %s: %s → %s", m.file, m.line, m.operator, short(m.was), short(m.text))
}

// mutants are all that can be made of the packages in some folders, in the order of the source. Files that are not built on
// this machine are left out: no test would notice.
func mutants(root string, dirs []string, built map[string]bool) ([]mutant, error) {
	files, err := metrics.Load(root)
	if err != nil {
		return nil, err
	}
	var all []mutant
	for _, f := range files {
		if f.Test || !slices.Contains(dirs, f.Dir) || !built[f.Path] {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, f.Path))
		if err != nil {
			return nil, err
		}
		w := &walker{file: f, text: text}
		for _, d := range f.Syntax.Decls {
			w.constants = isConstants(d)
			ast.Inspect(d, w.visit)
		}
		all = append(all, w.found...)
	}
	return all, nil
}

func isConstants(d ast.Decl) bool {
	g, ok := d.(*ast.GenDecl)
	return ok && g.Tok == token.CONST
}

type walker struct {
	file      metrics.File
	text      []byte
	constants bool // within a declaration of constants, where every number is a bound
	found     []mutant
}

func (w *walker) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.IfStmt:
		w.negate(n.Cond)
	case *ast.SwitchStmt:
		if n.Tag == nil {
			w.cases(n)
		}
	case *ast.ReturnStmt:
		for _, e := range n.Results {
			if condition(e) {
				w.negate(e)
			}
		}
	case *ast.BinaryExpr:
		w.binary(n)
	case *ast.SliceExpr:
		w.numbers(n.Low, n.High, n.Max)
	case *ast.BasicLit:
		if w.constants {
			w.number(n)
		}
	case *ast.ExprStmt:
		if _, ok := n.X.(*ast.CallExpr); ok {
			w.add("delete", n, "if false { "+w.source(n)+" }")
		}
	}
	return true
}

// condition tells whether an expression is surely a boolean made of others.
func condition(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		return slices.Contains([]token.Token{token.LAND, token.LOR, token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ}, e.Op)
	case *ast.UnaryExpr:
		return e.Op == token.NOT
	}
	return false
}

func (w *walker) cases(s *ast.SwitchStmt) {
	for _, c := range s.Body.List {
		for _, e := range c.(*ast.CaseClause).List {
			w.negate(e)
		}
	}
}

func (w *walker) negate(e ast.Expr) { w.add("negate", e, "!("+w.source(e)+")") }

// binary drops a side of && and ||, and moves a bound by one: by its operator, or by the number it compares or adds.
func (w *walker) binary(b *ast.BinaryExpr) {
	shifted := map[token.Token]string{token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">"}
	switch b.Op {
	case token.LAND, token.LOR:
		w.add("drop", b, "("+w.source(b.X)+")")
		w.add("drop", b, "("+w.source(b.Y)+")")
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		w.add("shift", b, w.source(b.X)+" "+shifted[b.Op]+" "+w.source(b.Y))
	case token.EQL, token.NEQ, token.ADD, token.SUB:
		if !w.constants {
			w.numbers(b.X, b.Y)
		}
	}
}

func (w *walker) numbers(operands ...ast.Expr) {
	for _, e := range operands {
		if n, ok := e.(*ast.BasicLit); ok {
			w.number(n)
		}
	}
}

// number makes a whole number one more and one less. Octal ones are permissions and no bounds.
func (w *walker) number(n *ast.BasicLit) {
	v, err := strconv.Atoi(n.Value)
	if n.Kind != token.INT || err != nil || len(n.Value) > 1 && n.Value[0] == '0' {
		return
	}
	w.add("shift", n, strconv.Itoa(v+1))
	if v > 0 {
		w.add("shift", n, strconv.Itoa(v-1))
	}
}

func (w *walker) source(n ast.Node) string {
	return string(w.text[w.offset(n.Pos()):w.offset(n.End())])
}

func (w *walker) offset(p token.Pos) int { return w.file.Set.Position(p).Offset }

func (w *walker) add(operator string, n ast.Node, text string) {
	w.found = append(w.found, mutant{
		file: w.file.Path, line: w.file.Line(n), operator: operator, start: w.offset(n.Pos()), end: w.offset(n.End()),
		was: w.source(n), text: text, original: w.text,
	})
}
