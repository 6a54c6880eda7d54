package pattern_test

import (
	"bytes"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lede/pattern"
)

func TestAPatternMatches(t *testing.T) {
	word := pattern.Of(`^\pL+$`)
	first, again := word(), word()
	if !first.MatchString("ferry") || first.MatchString("7") || first != again {
		t.Error("it is another expression, or made anew")
	}
}

// TestEveryPatternIsAnExpression: what no test uses must not be wrong either. Expressions that are put together of names are left out.
func TestEveryPatternIsAnExpression(t *testing.T) {
	judged := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(source, []byte("pattern.Of(")) {
			return err
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, source, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || types.ExprString(call.Fun) != "pattern.Of" {
				return true
			}
			v, err := types.Eval(fset, nil, token.NoPos, types.ExprString(call.Args[0]))
			if err != nil || v.Value == nil {
				return true
			}
			judged++
			if _, err := regexp.Compile(constant.StringVal(v.Value)); err != nil {
				t.Errorf("%s: %v", fset.Position(call.Pos()), err)
			}
			return true
		})
		return nil
	})
	if err != nil || judged < 100 {
		t.Errorf("%d expressions were judged: %v", judged, err)
	}
}
