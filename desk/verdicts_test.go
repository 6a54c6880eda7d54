package desk_test

import (
	"testing"

	"lede/desk"
	"lede/desk/stories"
	"lede/store"
)

// TestWhatAdminsSaidOfTwoArticlesMovesAndGoes: it is in the export, comes back from it, and is erased with the server's data.
func TestWhatAdminsSaidOfTwoArticlesMovesAndGoes(t *testing.T) {
	d := desk.New(desk.Options{Store: store.NewMemory(nil)})
	ctx, a, b := t.Context(), desk.Ref("a"), desk.Ref("b")
	if err := d.Judge(ctx, "1", a, b, true); err != nil {
		t.Fatal(err)
	}
	if err := d.Judge(ctx, "1", b, a, false); err != nil {
		t.Fatal(err)
	}
	file, _, err := d.Export(ctx, "1", 0)
	if err != nil {
		t.Fatal(err)
	}
	read, err := desk.ReadTransfer(file)
	if err != nil || len(read.Verdicts) != 1 || read.Verdicts[0].Same {
		t.Fatalf("read %+v, %v", read, err)
	}
	c, err := d.Import(ctx, "2", desk.Intake{By: "9", Verdicts: read.Verdicts})
	got, errGot := d.Verdicts(ctx, "2")
	if err != nil || errGot != nil || !c.Any() || len(got) != 1 || got[0].A != b {
		t.Errorf("changed %+v; %+v, %v, %v", c, got, err, errGot)
	}
	if c, err := d.Import(ctx, "2", desk.Intake{By: "9", Verdicts: read.Verdicts}); err != nil || c.Any() {
		t.Errorf("the same again changes %+v, %v", c, err)
	}
	if err := d.EraseGuild(ctx, "2"); err != nil {
		t.Fatal(err)
	}
	if got, err := d.Verdicts(ctx, "2"); err != nil || len(got) > 0 {
		t.Errorf("left %+v, %v", got, err)
	}
	bad := []byte(`{"lede_export":1,"verdicts":[{"a":"x","b":"y","same":true,"at":"2026-03-02T06:00:00Z"}]}`)
	if _, err := desk.ReadTransfer(bad); err == nil {
		t.Error("a verdict on nothing is taken in")
	}
	var none []stories.Verdict
	if c, err := d.Preview(ctx, "1", desk.Intake{By: "9", Verdicts: none}); err != nil || c.Any() {
		t.Errorf("a file that says nothing of it: %+v, %v", c, err)
	}
}
