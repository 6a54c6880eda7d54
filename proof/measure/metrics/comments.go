package metrics

import (
	"go/ast"
	"slices"
	"strings"
)

// Declared is a name that a file declares at its top level, methods included.
type Declared struct {
	Node ast.Node
	Name string
	Doc  string // the comment before it, else before its group, else on its line; empty if none exists
	Own  bool   // Doc belongs to this name alone
}

// Declarations returns the names that f declares: functions, methods, types, constants and variables.
func (f File) Declarations() []Declared {
	var found []Declared
	for _, d := range f.Syntax.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			found = append(found, Declared{d, d.Name.Name, d.Doc.Text(), true})
		case *ast.GenDecl:
			for _, s := range d.Specs {
				found = append(found, declared(d, s)...)
			}
		}
	}
	return found
}

func declared(d *ast.GenDecl, s ast.Spec) []Declared {
	alone := !d.Lparen.IsValid()
	switch s := s.(type) {
	case *ast.TypeSpec:
		doc, own := comment(d, alone, s.Doc)
		return []Declared{{s, s.Name.Name, doc, own}}
	case *ast.ValueSpec:
		doc, own := comment(d, alone, s.Doc)
		if doc == "" {
			doc = s.Comment.Text()
		}
		var found []Declared
		for _, name := range s.Names {
			found = append(found, Declared{s, name.Name, doc, own && len(s.Names) == 1})
		}
		return found
	}
	return nil
}

func comment(d *ast.GenDecl, alone bool, own *ast.CommentGroup) (text string, itsOwn bool) {
	if text := own.Text(); text != "" {
		return text, true
	}
	return d.Doc.Text(), alone
}

// Exported returns the declarations of f that other packages can name, without the methods of unexported types and those whose
// meaning the standard library defines.
func (f File) Exported() []Declared {
	return slices.DeleteFunc(f.Declarations(), func(d Declared) bool {
		fn, ok := d.Node.(*ast.FuncDecl)
		method := ok && fn.Recv != nil
		return !ast.IsExported(d.Name) || method && (!ast.IsExported(receiver(fn)) || standard(d.Name))
	})
}

func standard(method string) bool {
	return slices.Contains([]string{"Error", "Unwrap", "String", "Close", "MarshalText", "UnmarshalText", "MarshalJSON", "UnmarshalJSON", "ServeHTTP", "Is"}, method)
}

// FirstWord returns the first word of a comment, without punctuation after it.
func FirstWord(doc string) string {
	first, _, _ := strings.Cut(doc, " ")
	return strings.TrimRight(first, ".,:;\n")
}
