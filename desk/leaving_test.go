package desk_test

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/desk"
	"lede/problem"
	"lede/store"
)

// heavy is a store where one owner has too many articles to read at once.
type heavy struct{ store.KV }

func (h heavy) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	return h.KV.Update(ctx, owner, func(tx store.Tx) error { return edit(heavyTx{tx}) })
}

type heavyTx struct{ store.Tx }

func (h heavyTx) List(kind string) ([]store.Entry, error) {
	if kind == "articles" {
		return nil, errors.New("it takes too long")
	}
	return h.Tx.List(kind)
}

// TestErasingReadsNoArticle: all of a full shelf at once may be 200 MB, which no store gives in time.
func TestErasingReadsNoArticle(t *testing.T) {
	_, kv, _ := open(t)
	d := desk.New(desk.Options{Store: heavy{kv}})
	if _, _, err := d.Add(t.Context(), "g", "ana", article("a", "A")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Brief(t.Context(), "ana", article("b", "B")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(d.EraseGuild(t.Context(), "g"), d.ErasePerson(t.Context(), "ana")); err != nil {
		t.Fatal(err)
	}
	for _, owner := range []string{"guild:g", "person:ana"} {
		for _, kind := range []string{"shelf", "articles", "gists"} {
			if left, err := kv.List(t.Context(), owner, kind); err != nil || len(left) > 0 {
				t.Errorf("%s still has %d of %s, %v", owner, len(left), kind, err)
			}
		}
	}
}

// TestAReturnTakesUpOnlyWhatCanRun: a digest whose timetable cannot be read stays paused, and what an admin paused does too.
func TestAReturnTakesUpOnlyWhatCanRun(t *testing.T) {
	no, admins := problem.New("bot.may-not-see", "channel", "c"), problem.New("commands.paused-by-admin")
	for name, c := range map[string]struct {
		timetable       string
		paused, trouble *problem.Problem
		runs            bool
	}{
		"refused":                      {hourly, no, no, true},
		"refused, and then paused":     {hourly, admins, no, false},
		"paused":                       {hourly, admins, nil, false},
		"a timetable of a later Lede":  {"at tea time", no, no, false},
		"refused without being paused": {hourly, nil, no, true},
	} {
		d, _, _ := open(t)
		set, err := d.AddDigest(t.Context(), "g", desk.Digest{Channel: "c", Timetable: hourly, Next: start.Add(time.Hour)}, "UTC")
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.ChangeDigest(t.Context(), "g", set.ID, func(g *desk.Digest) error {
			g.Timetable, g.Paused, g.Trouble = c.timetable, c.paused, c.trouble
			if c.paused != nil {
				g.Next = time.Time{}
			}
			return nil
		})
		if err := errors.Join(err, d.Leave(t.Context(), "g"), d.Return(t.Context(), "g")); err != nil {
			t.Fatal(err)
		}
		g, err := d.Digest(t.Context(), "g", set.ID)
		if err != nil || (g.Paused == nil) != c.runs || g.Next.IsZero() == c.runs {
			t.Errorf("%s: %+v, %v", name, g, err)
		}
	}
}

// kinds are the values of the desk's constants that are named kind…, as its source has them.
func kinds(t *testing.T) []string {
	t.Helper()
	list, err := declaredKinds()
	if err != nil || len(list) < 13 {
		t.Fatalf("only the kinds %q were found: %v", list, err)
	}
	return list
}

var declaredKinds = sync.OnceValues(func() (list []string, err error) {
	for _, room := range []string{"*.go", "digests/*.go", "drafts/*.go", "reports/*.go", "talk/*.go", "sources/*.go", "stories/*.go", "locale/*.go"} {
		files, err := filepath.Glob(room)
		if err != nil {
			return nil, err
		}
		for _, path := range files {
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				spec, ok := n.(*ast.ValueSpec)
				if !ok || !strings.HasPrefix(strings.ToLower(spec.Names[0].Name), "kind") || len(spec.Values) == 0 {
					return true
				}
				if value, ok := spec.Values[0].(*ast.BasicLit); ok {
					list = append(list, strings.Trim(value.Value, `"`))
				}
				return true
			})
		}
	}
	return list, nil
})

// TestErasingLeavesNothingOfAnyKind: a kind that listedKinds lacks would outlive its guild.
func TestErasingLeavesNothingOfAnyKind(t *testing.T) {
	d, kv, _ := open(t)
	for owner, erase := range map[string]func(context.Context, string) error{"guild:1": d.EraseGuild, "person:1": d.ErasePerson} {
		err := kv.Update(t.Context(), owner, func(tx store.Tx) error {
			for _, kind := range kinds(t) {
				if err := tx.Put(kind, "key", []byte("{}")); err != nil { // the key of an article is its ref on the shelf
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := erase(t.Context(), "1"); err != nil {
			t.Fatal(err)
		}
		for _, kind := range kinds(t) {
			if list, err := kv.List(t.Context(), owner, kind); err != nil || len(list) > 0 {
				t.Errorf("%s: %d %s are left, %v", owner, len(list), kind, err)
			}
		}
	}
}
