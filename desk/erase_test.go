package desk_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/desk"
	"lede/store"
)

// kinds are the values of all constants of the desk whose names begin with kind.
func kinds(t *testing.T) (list []string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != len(spec.Names) {
				return true
			}
			for i, name := range spec.Names {
				if value, ok := spec.Values[i].(*ast.BasicLit); ok && strings.HasPrefix(name.Name, "kind") {
					kind, err := strconv.Unquote(value.Value)
					if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					list = append(list, kind)
				}
			}
			return true
		})
	}
	if len(list) < 11 {
		t.Fatalf("only %d kinds are found: %q", len(list), list)
	}
	return list
}

// TestErasingLeavesNothingOfAnyKind, whatever kinds there will be.
func TestErasingLeavesNothingOfAnyKind(t *testing.T) {
	const ref = "0123456789ab"
	for owner, erase := range map[string]func(*desk.Desk, store.Claim) error{
		"guild:g":    func(d *desk.Desk, _ store.Claim) error { return d.EraseGuild(t.Context(), "g") },
		"person:sam": func(d *desk.Desk, _ store.Claim) error { return d.ErasePerson(t.Context(), "sam") },
		"guild:left": func(d *desk.Desk, c store.Claim) error { return d.EraseClaimed(t.Context(), c) },
	} {
		d, kv, c := open(t)
		others := strings.Replace(owner, ":", ":another", 1)
		var claim store.Claim
		if owner == "guild:left" {
			if err := d.Leave(t.Context(), "left"); err != nil {
				t.Fatal(err)
			}
			c.at = c.at.Add(30 * 24 * time.Hour)
			claim = claimOne(t, kv)
		}
		for _, one := range []string{owner, others} {
			err := kv.Update(t.Context(), one, func(tx store.Tx) error {
				for _, kind := range kinds(t) {
					if err := tx.Put(kind, ref, []byte(`{"v":1,"data":{}}`)); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := erase(d, claim); err != nil {
			t.Fatal(err)
		}
		for _, kind := range kinds(t) {
			if left, err := kv.List(t.Context(), owner, kind); err != nil || len(left) > 0 {
				t.Errorf("%s: %d of %s are left, %v", owner, len(left), kind, err)
			}
			if kept, err := kv.List(t.Context(), others, kind); err != nil || len(kept) != 1 {
				t.Errorf("%s: of another %d of %s are left, %v", owner, len(kept), kind, err)
			}
		}
	}
}

// TestErasingEndsAllThatIsDue: digests with what they have to publish and to tell, the question of membership, and forms.
func TestErasingEndsAllThatIsDue(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	announced := digest(start)
	announced.Kind, announced.Publish = desk.Announcement, true
	if _, err := d.AddDigest(ctx, "g", announced, "UTC"); err != nil {
		t.Fatal(err)
	}
	sent := desk.Entry{Digest: "c1", Channel: "c1", Slot: start, Outcome: desk.OutcomeSent, Message: "m", At: start}
	if err := d.Complete(ctx, claimOne(t, kv), desk.Ending{Entry: sent, Next: start.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ChangeSettings(ctx, "g", func(s *desk.Settings) { s.Private = true }); err != nil {
		t.Fatal(err)
	}
	if err := d.KeepDraft(ctx, desk.Reader{Guild: "g", Person: "sam"}, map[string]string{"title": "x"}); err != nil {
		t.Fatal(err)
	}
	if err := d.EraseGuild(ctx, "g"); err != nil {
		t.Fatal(err)
	}
	if err := d.ErasePerson(ctx, "sam"); err != nil {
		t.Fatal(err)
	}
	c.at = start.AddDate(1, 0, 0)
	if claims, err := kv.Claim(ctx, 10, time.Minute); err != nil || len(claims) != 0 {
		t.Errorf("still due: %+v, %v", claims, err)
	}
}
