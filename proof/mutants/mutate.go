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

// A mutant is one small mistake in one file: the bytes from start to end are replaced by text.
type mutant struct {
	number     int    // the number of its switch, from 1
	woven      bool   // it is in the code that weave generates
	file       string // relative to the module's root
	line       int
	operator   string // negate, drop, shift or delete
	start, end int    // bytes of the file
	was, text  string
	original   []byte
}

func (m mutant) dir() string { return filepath.Dir(m.file) }

// mutated returns the whole file with the mistake in it.
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
		r := []rune(strings.Join(strings.Fields(s), " "))
		if len(r) > 70 {
			return string(r[:50]) + " … " + string(r[len(r)-15:])
		}
		return string(r)
	}
	return fmt.Sprintf("%s:%d: %s: %s → %s", m.file, m.line, m.operator, short(m.was), short(m.text))
}

// mutants returns all mutants of some files, in source order, and the files with all of them woven in.
func mutants(root string, built map[string]bool) ([]mutant, map[string][]byte, error) {
	files, err := metrics.Load(root)
	if err != nil {
		return nil, nil, err
	}
	var all []mutant
	woven := map[string][]byte{}
	for _, f := range files {
		if !built[f.Path] {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, f.Path))
		if err != nil {
			return nil, nil, err
		}
		w := &walker{file: f, text: text, fixed: fixed(files, f), bounds: bounds(files, f.Dir), before: len(all), kept: map[ast.Stmt]bool{}}
		for _, d := range f.Syntax.Decls {
			w.constants = isConstants(d)
			ast.Inspect(d, w.visit)
		}
		all = append(all, w.found...)
		woven[f.Path] = w.weave()
	}
	return all, woven, nil
}

func isConstants(d ast.Decl) bool {
	g, ok := d.(*ast.GenDecl)
	return ok && g.Tok == token.CONST
}

type walker struct {
	file      metrics.File
	text      []byte
	fixed     map[string]bool // names that may be constants
	bounds    map[string]bool // names that something is compared with
	before    int             // mutants of the files before this one
	constants bool            // inside a declaration of constants, where every number is a bound
	kept      map[ast.Stmt]bool
	found     []mutant
	threads   []thread
}

func (w *walker) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.IfStmt:
		w.kept[n.Init] = true
		w.negate(n.Cond)
	case *ast.ForStmt:
		w.kept[n.Init], w.kept[n.Post] = true, true
	case *ast.SwitchStmt:
		w.kept[n.Init] = true
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
		w.slice(n.Low, n.High, n.Max)
	case *ast.ValueSpec:
		return !w.constants || !w.chosen(n)
	case *ast.BasicLit:
		if w.constants {
			w.number(n)
		}
	case *ast.ExprStmt:
		w.call(n)
	}
	return true
}

// condition reports whether an expression is surely a compound boolean.
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

func (w *walker) negate(e ast.Expr) {
	m := w.add("negate", e, "!("+w.source(e)+")")
	w.thread(e, func(in inner) string { return "(" + m.on() + " != (" + in(e) + "))" }, m)
}

// call removes a call. Statements of their own can be removed; a call before a semicolon of for, if or switch cannot.
func (w *walker) call(s *ast.ExprStmt) {
	c, ok := s.X.(*ast.CallExpr)
	if !ok || w.kept[s] {
		return
	}
	m := w.add("delete", s, "if false { "+w.source(s)+" }")
	if name, ok := c.Fun.(*ast.Ident); ok && name.Name == "panic" {
		return // without it a function may lack its return
	}
	w.thread(s, func(in inner) string { return "if !" + m.on() + " { " + in(s) + " }" }, m)
}

// binary drops a side of && and ||, and moves a bound by one: by its operator, or by the number it compares or adds.
func (w *walker) binary(b *ast.BinaryExpr) {
	shifted := map[token.Token]string{token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">"}
	switch b.Op {
	case token.LAND, token.LOR:
		w.drop(b)
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		m := w.add("shift", b, w.source(b.X)+" "+shifted[b.Op]+" "+w.source(b.Y))
		w.thread(b, func(in inner) string {
			x, y := in(b.X), in(b.Y)
			return fmt.Sprintf("(%s && %s %s %s || !%[1]s && %[2]s %[5]s %[4]s)", m.on(), x, shifted[b.Op], y, b.Op)
		}, m)
	case token.EQL, token.NEQ, token.ADD, token.SUB:
		if !w.constants {
			w.operand(b, b.X)
			w.operand(b, b.Y)
		}
	}
}

func (w *walker) drop(b *ast.BinaryExpr) {
	left := w.add("drop", b, "("+w.source(b.X)+")")
	right := w.add("drop", b, "("+w.source(b.Y)+")")
	form := "((%s || (%s)) && (%s || (%s)))"
	if b.Op == token.LOR {
		form = "(!%s && (%s) || !%s && (%s))"
	}
	w.thread(b, func(in inner) string { return fmt.Sprintf(form, right.on(), in(b.X), left.on(), in(b.Y)) }, left, right)
}

// operand moves a number that is compared or added.
func (w *walker) operand(b *ast.BinaryExpr, e ast.Expr) {
	moved := w.number(e)
	compared := b.Op == token.EQL || b.Op == token.NEQ
	if len(moved) == 0 || !compared && !w.steady(b) {
		return
	}
	form := "mutantPick(%s, %s %s %s, %s)"
	if compared {
		form = "(%s && %s %s %s || !%[1]s && %[5]s)"
	}
	w.thread(b, func(in inner) string {
		text := in(b)
		for _, m := range moved {
			x, y := in(b.X), in(b.Y)
			if e == b.X {
				x = m.text
			} else {
				y = m.text
			}
			text = fmt.Sprintf(form, m.on(), x, b.Op, y, text)
		}
		return text
	}, moved...)
}

// slice moves the bounds of a slice.
func (w *walker) slice(bounds ...ast.Expr) {
	for _, e := range bounds {
		if moved := w.number(e); len(moved) > 0 {
			w.thread(e, func(in inner) string {
				text := in(e)
				for _, m := range moved {
					text = fmt.Sprintf("mutantPick(%s, %s, %s)", m.on(), m.text, text)
				}
				return text
			}, moved...)
		}
	}
}

// chosen reports whether a constant is a number that is mutated where it is compared, or a length of time.
func (w *walker) chosen(s *ast.ValueSpec) bool {
	return slices.ContainsFunc(s.Names, func(n *ast.Ident) bool { return w.bounds[n.Name] }) || slices.ContainsFunc(s.Values, isTime)
}

func isTime(e ast.Expr) (is bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if ok {
			x, named := s.X.(*ast.Ident)
			is = is || named && x.Name == "time"
		}
		return true
	})
	return is
}

// bounds returns the names in a folder that something is compared with by order.
func bounds(files []metrics.File, dir string) map[string]bool {
	names := map[string]bool{}
	for _, f := range files {
		if f.Dir != dir {
			continue
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			if b, ok := n.(*ast.BinaryExpr); ok && slices.Contains([]token.Token{token.LSS, token.LEQ, token.GTR, token.GEQ}, b.Op) {
				for _, e := range []ast.Expr{b.X, b.Y} {
					if name, ok := ast.Unparen(e).(*ast.Ident); ok {
						names[name.Name] = true
					}
				}
			}
			return true
		})
	}
	return names
}

// number makes a whole number one more and one less. Octal numbers are permissions, not bounds.
func (w *walker) number(e ast.Expr) []*mutant {
	n, ok := e.(*ast.BasicLit)
	if !ok {
		return nil
	}
	v, err := strconv.Atoi(n.Value)
	if n.Kind != token.INT || err != nil || len(n.Value) > 1 && n.Value[0] == '0' {
		return nil
	}
	moved := []*mutant{w.add("shift", n, strconv.Itoa(v+1))}
	if v > 0 {
		moved = append(moved, w.add("shift", n, strconv.Itoa(v-1)))
	}
	return moved
}

func (w *walker) source(n ast.Node) string {
	return string(w.text[w.offset(n.Pos()):w.offset(n.End())])
}

func (w *walker) offset(p token.Pos) int { return w.file.Set.Position(p).Offset }

// add records a mutant. It returns a copy for the weaving.
func (w *walker) add(operator string, n ast.Node, text string) *mutant {
	w.found = append(w.found, mutant{
		number: w.before + len(w.found) + 1,
		file:   w.file.Path, line: w.file.Line(n), operator: operator, start: w.offset(n.Pos()), end: w.offset(n.End()),
		was: w.source(n), text: text, original: w.text,
	})
	m := w.found[len(w.found)-1]
	return &m
}
