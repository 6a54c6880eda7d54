package languages_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// use is one place in the code that prints a phrase or makes a problem.
type use struct {
	key   string // of the phrase, or the code of the problem
	gaps  []string
	known bool // whether gaps are all that the place fills
	at    string
}

// code holds the uses in the program's own code, without tests.
type code struct {
	says     []use             // calls of Text
	problems []use             // calls of problem.New, and of With on a problem that was declared by New
	literals map[string]string // every string of the code, and where
}

// TestKeysAndCodeAgree holds the files of phrases to the code: whatever is said has a phrase, whatever has a phrase is said, and
// the gaps of a phrase are filled.
func TestKeysAndCodeAgree(t *testing.T) {
	phrases, c := english(t), readCode(t)
	used := map[string]bool{}
	for _, u := range c.says {
		p, ok := phrases[u.key]
		if !ok {
			t.Errorf("%s: there is no phrase %q", u.at, u.key)
			continue
		}
		used[u.key] = true
		if want := p.gaps(); u.known && !slices.Equal(u.gaps, want) {
			t.Errorf("%s: %q has the gaps %q, and is given %q", u.at, u.key, want, u.gaps)
		}
	}
	for _, u := range c.problems {
		found := false
		for _, part := range []string{".message", ".hint", ".message.terminal", ".hint.terminal"} {
			p, ok := phrases["problem."+u.key+part]
			if !ok {
				continue
			}
			found = found || part == ".message"
			used["problem."+u.key+part] = true
			for _, gap := range p.gaps() {
				if u.known && gap != "cause" && gap != "hint" && !slices.Contains(u.gaps, gap) {
					t.Errorf("%s: the problem %q is not given %q, for which its %s has a gap", u.at, u.key, gap, part[1:])
				}
			}
		}
		if !found {
			t.Errorf("%s: the problem %q has no message", u.at, u.key)
		}
	}
	groups := map[string]bool{}
	for key := range phrases {
		group, _, _ := strings.Cut(key, ".")
		groups[group] = true
		if _, ok := c.literals[key]; !ok && !used[key] && !built(key) {
			t.Errorf("nothing says %q", key)
		}
	}
	for text, at := range c.literals {
		group, _, _ := strings.Cut(text, ".")
		_, phrase := phrases[text]
		_, code := phrases["problem."+text+".message"]
		if !phrase && !code && groups[group] && keyLike.MatchString(text) {
			t.Errorf("%s: %q looks like the key of a phrase, and is none", at, text)
		}
	}
}

// keyLike matches a key.
var keyLike = regexp.MustCompile(`^[a-z]+(\.[a-z0-9-]+)+$`)

// built reports whether the code puts a key together, so that no line has it whole.
func built(key string) bool {
	if strings.HasPrefix(key, "command.") && strings.HasSuffix(key, ".description") || strings.HasPrefix(key, "option.") {
		return true // of the commands' definitions, whose own test compares them
	}
	return slices.ContainsFunc([]string{"date.month.", "date.weekday.", "card.outcome.", "permission."}, func(p string) bool { return strings.HasPrefix(key, p) })
}

func TestKeysAndPhrasesAreWellFormed(t *testing.T) {
	for key, p := range english(t) {
		if !keyLike.MatchString(key) {
			t.Errorf("%q is no key", key)
		}
		if len(p) == 0 || p["other"] == "" {
			t.Errorf("%q has no words", key)
		}
		for form, text := range p {
			if strings.TrimSpace(text) != text && !strings.HasPrefix(key, "list.") {
				t.Errorf("%q begins or ends with a space", key)
			}
			if form != "one" && form != "other" {
				t.Errorf("%q has the form %q, which English has not", key, form)
			}
		}
		if len(p) > 1 && !slices.Contains(p.gaps(), "n") {
			t.Errorf("%q has plural forms and no {n} to choose by", key)
		}
		if strings.HasPrefix(key, "problem.") && strings.HasSuffix(p["other"], ".") && !strings.HasSuffix(p["other"], "..") {
			t.Errorf("%q ends with a full stop: a problem's words are clauses", key)
		}
	}
}

// forms are the forms of a phrase, as the files have them.
type forms map[string]string

var gap = regexp.MustCompile(`\{([a-z]+)\}`)

// gaps are the names of the gaps of all forms, sorted.
func (f forms) gaps() []string {
	names := map[string]bool{}
	for _, text := range f {
		for _, m := range gap.FindAllStringSubmatch(text, -1) {
			names[m[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

func english(t *testing.T) map[string]forms {
	t.Helper()
	all := map[string]forms{}
	paths, err := filepath.Glob("en/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatal("there is no English", err)
	}
	for _, path := range paths {
		var raw map[string]any
		if err := json.Unmarshal(read(t, path), &raw); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for key, v := range raw {
			all[key] = forms{}
			switch v := v.(type) {
			case string:
				all[key]["other"] = v
			case map[string]any:
				for form, text := range v {
					all[key][form], _ = text.(string)
				}
			}
		}
	}
	return all
}

func readCode(t *testing.T) *code {
	t.Helper()
	c := &code{literals: map[string]string{}}
	declared := map[string]string{} // codes of problems by the names of the variables that hold them
	var files []*ast.File
	set := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "benchmarks" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		files = append(files, f)
		return err
	})
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok {
				for i, x := range v.Values {
					if u, ok := problemMade(x); ok {
						declared[v.Names[i].Name] = u.key
					}
				}
			}
			return true
		})
	}
	for _, f := range files {
		constructors := map[ast.Node]bool{} // calls of New within a call of With, which completes them
		ast.Inspect(f, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				text, _ := strconv.Unquote(l.Value)
				c.literals[text] = set.Position(l.Pos()).String()
			}
			call, ok := n.(*ast.CallExpr)
			if !ok || constructors[n] {
				return true
			}
			c.read(call, set.Position(call.Pos()).String(), declared, constructors)
			return true
		})
	}
	return c
}

// read records the phrase or problem of a call.
func (c *code) read(call *ast.CallExpr, at string, declared map[string]string, done map[ast.Node]bool) {
	if u, ok := problemMade(call); ok {
		if _, sentinel := declaredAs(u.key, declared); sentinel {
			u.known = len(u.gaps) > 0 // the gaps of a sentinel are filled where it is returned
		}
		u.at = at
		c.problems = append(c.problems, u)
		return
	}
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return
	}
	switch f.Sel.Name {
	case "Text", "say":
		if key, ok := literal(call.Args[0]); ok && strings.Contains(key, ".") {
			gaps, known := names(call.Args[1:], call.Ellipsis.IsValid())
			c.says = append(c.says, use{key, gaps, known, at})
		}
	case "With":
		gaps, known := names(call.Args, call.Ellipsis.IsValid())
		if u, ok := problemMade(f.X); ok {
			done[f.X] = true
			c.problems = append(c.problems, use{u.key, append(gaps, u.gaps...), known && u.known, at})
		} else if key, ok := declared[lastName(f.X)]; ok {
			c.problems = append(c.problems, use{key, gaps, known, at})
		}
	}
}

func declaredAs(key string, declared map[string]string) (string, bool) {
	for name, k := range declared {
		if k == key {
			return name, true
		}
	}
	return "", false
}

// lastName is the name of a variable, of another package too.
func lastName(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return ""
}

// problemMade reads problem.New("code", "name", value, …).
func problemMade(x ast.Expr) (u use, ok bool) {
	call, isCall := x.(*ast.CallExpr)
	if !isCall || len(call.Args) == 0 {
		return u, false
	}
	f, isSelector := call.Fun.(*ast.SelectorExpr)
	if !isSelector || f.Sel.Name != "New" || lastName(f.X) != "problem" {
		return u, false
	}
	u.key, ok = literal(call.Args[0])
	u.gaps, u.known = names(call.Args[1:], call.Ellipsis.IsValid())
	return u, ok
}

// names are the names among pairs of names and values, sorted; known is false when they are not all written there.
func names(args []ast.Expr, spread bool) (list []string, known bool) {
	list = []string{}
	known = !spread
	for i := 0; i < len(args); i += 2 {
		name, ok := literal(args[i])
		if !ok {
			known = false
			continue
		}
		list = append(list, name)
	}
	slices.Sort(list)
	return list, known
}

func literal(x ast.Expr) (string, bool) {
	l, ok := x.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
