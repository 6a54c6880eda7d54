package desk_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"lede/desk"
	"lede/desk/talk"
)

// TestWhatAPersonTalksAboutIsRememberedForAnHour, is in what they export about themselves, and goes when they are forgotten.
func TestWhatAPersonTalksAboutIsRememberedForAnHour(t *testing.T) {
	d, kv, c := open(t)
	ctx, sam := t.Context(), desk.Reader{Person: "sam"}
	said := talk.Turn{Article: "r", Frame: "said", People: []string{"Ada Quill"}, Shown: []int{4}, Told: true}
	for range 2 { // the second time after it was forgotten
		if err := d.RememberTurn(ctx, sam, said); err != nil {
			t.Fatal(err)
		}
		file, err := d.ExportPerson(ctx, "sam")
		var out struct {
			Talk *talk.Turn `json:"talk"`
		}
		if err := errors.Join(err, json.Unmarshal(file, &out)); err != nil || out.Talk == nil || out.Talk.Article != "r" {
			t.Errorf("the export is %s, %v", file, err)
		}
		if err := d.ErasePerson(ctx, "sam"); err != nil {
			t.Fatal(err)
		}
		if last, err := d.LastTurn(ctx, "sam"); err != nil || last.Article != "" {
			t.Errorf("after erasing: %+v, %v", last, err)
		}
	}
	if err := d.RememberTurn(ctx, sam, said); err != nil {
		t.Fatal(err)
	}
	began := c.at
	for after, kept := range map[time.Duration]bool{0: true, talk.For - time.Millisecond: true, talk.For: false} {
		c.at = began.Add(after)
		last, err := d.LastTurn(ctx, "sam")
		if err != nil || (last.Article == "r" && slices.Equal(last.People, said.People)) != kept {
			t.Errorf("after %v: %+v, %v", after, last, err)
		}
		if other, err := d.LastTurn(ctx, "robin"); err != nil || other.Article != "" {
			t.Errorf("another has %+v, %v", other, err)
		}
	}
	c.at = began.Add(talk.For)
	claim := claimOne(t, kv)
	if task, _ := desk.TaskOf(claim); task != desk.DropTurn {
		t.Errorf("due is %+v", claim)
	}
	if err := d.DropTurnClaimed(ctx, claim); err != nil {
		t.Fatal(err)
	}
	if left, err := kv.List(ctx, "person:sam", talk.Kind); err != nil || len(left) != 0 {
		t.Errorf("%d are left, %v", len(left), err)
	}
}
