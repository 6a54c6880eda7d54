package desk_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"lede/desk"
)

func TestADraftIsKeptForAnHourForItsPersonInItsGuild(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	sam := desk.Reader{Guild: "g", Person: "sam"}
	if err := d.KeepDraft(ctx, sam, map[string]string{"title": "typed"}); err != nil {
		t.Fatal(err)
	}
	for _, at := range []struct {
		reader desk.Reader
		after  time.Duration
		kept   bool
	}{
		{sam, 0, true}, {sam, time.Hour - time.Millisecond, true}, {sam, time.Hour, false},
		{desk.Reader{Guild: "other", Person: "sam"}, 0, false}, {desk.Reader{Guild: "g", Person: "robin"}, 0, false},
	} {
		c.at = start.Add(at.after)
		fields, err := d.Draft(ctx, at.reader)
		if at.kept && (err != nil || fields["title"] != "typed") || !at.kept && !errors.Is(err, desk.ErrNoDraft) {
			t.Errorf("%+v after %v: %v, %v", at.reader, at.after, fields, err)
		}
	}
	c.at = start.Add(time.Hour)
	claim := claimOne(t, kv)
	if task, _ := desk.TaskOf(claim); task != desk.DropDraft {
		t.Errorf("due is %+v", claim)
	}
	if err := d.DropDraftClaimed(ctx, claim); err != nil {
		t.Fatal(err)
	}
	if left, err := kv.List(ctx, "person:sam", "drafts"); err != nil || len(left) != 0 {
		t.Errorf("%d are left, %v", len(left), err)
	}
}

func TestADroppedDraftIsNotDueEither(t *testing.T) {
	d, kv, c := open(t)
	if err := d.KeepDraft(t.Context(), desk.Reader{Guild: "g", Person: "sam"}, map[string]string{"title": "typed"}); err != nil {
		t.Fatal(err)
	}
	if err := d.DropDraft(t.Context(), "sam"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Draft(t.Context(), desk.Reader{Guild: "g", Person: "sam"}); !errors.Is(err, desk.ErrNoDraft) {
		t.Errorf("got %v", err)
	}
	c.at = start.Add(2 * time.Hour)
	if claims, err := kv.Claim(t.Context(), 10, time.Minute); err != nil || len(claims) != 0 {
		t.Errorf("still due: %+v, %v", claims, err)
	}
}

func TestADraftHasAtMost32KiB(t *testing.T) {
	d, _, _ := open(t)
	const most = 32 << 10
	for bytes, ok := range map[int]bool{most: true, most + 1: false} {
		fields := map[string]string{"a": "x", "text": strings.Repeat("x", bytes-len("atextx"))}
		if err := d.KeepDraft(t.Context(), desk.Reader{Guild: "g", Person: "sam"}, fields); (err == nil) != ok || err != nil && !errors.Is(err, desk.ErrTooLarge) {
			t.Errorf("%d bytes: %v", bytes, err)
		}
	}
}
