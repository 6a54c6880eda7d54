package desk_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/desk"
	"lede/desk/reports"
)

// TestWhatAPersonReportsIsKeptUntilItWasPosted: it is in what they export and goes when they are forgotten; once posted only the time of the next is left,
// and that not for long.
func TestWhatAPersonReportsIsKeptUntilItWasPosted(t *testing.T) {
	d, kv, c := open(t)
	ctx, sam := t.Context(), desk.Reader{Guild: "g", Person: "sam"}
	exported := func() string {
		t.Helper()
		file, err := d.ExportPerson(ctx, "sam")
		if err != nil {
			t.Fatal(err)
		}
		return string(file)
	}
	for range 2 { // the second time after it was forgotten
		if err := d.Tray.Report(ctx, sam, json.RawMessage(`["wrong"]`)); err != nil {
			t.Fatal(err)
		}
		if file := exported(); !strings.Contains(file, "wrong") {
			t.Errorf("the export is %s", file)
		}
		if err := d.ErasePerson(ctx, "sam"); err != nil {
			t.Fatal(err)
		}
		if file := exported(); strings.Contains(file, "wrong") || strings.Contains(file, "reported") {
			t.Errorf("after erasing: %s", file)
		}
	}
	if err := d.Tray.Report(ctx, sam, json.RawMessage(`["wrong"]`)); err != nil {
		t.Fatal(err)
	}
	claim := claimOne(t, kv)
	if task, id := desk.TaskOf(claim); task != desk.TellReport || id != "g" {
		t.Fatalf("due is %v of %s", task, id)
	}
	if guild, r, found, err := d.Reported(ctx, claim); err != nil || !found || guild != "g" || string(r.Message) != `["wrong"]` {
		t.Fatalf("%s %+v %v %v", guild, r, found, err)
	}
	if err := d.DropReport(ctx, claim); err != nil {
		t.Fatal(err)
	}
	if file := exported(); strings.Contains(file, "wrong") {
		t.Errorf("after it was posted: %s", file)
	}
	c.at = c.at.Add(reports.Apart)
	claim = claimOne(t, kv)
	if _, _, found, err := d.Reported(ctx, claim); err != nil || found {
		t.Errorf("there is more to post: %v", err)
	}
	if err := d.DropReport(ctx, claim); err != nil {
		t.Fatal(err)
	}
	if file := exported(); strings.Contains(file, "reported") {
		t.Errorf("when another may come: %s", file)
	}
}

// TestNobodyFloodsTheAdminsWithReports: a person has one in ten minutes in a server, and all of a server's readers together twenty an hour. One that is
// refused does not count.
func TestNobodyFloodsTheAdminsWithReports(t *testing.T) {
	d, _, c := open(t)
	ctx := t.Context()
	say := func(guild, person string) error {
		return d.Tray.Report(ctx, desk.Reader{Guild: guild, Person: person}, json.RawMessage("[]"))
	}
	for i := range 3 * reports.MostAnHour {
		if err := say("g", "sam"); i == 0 && err != nil || i > 0 && !errors.Is(err, reports.ErrAgain) {
			t.Fatalf("the report %d of one person: %v", i, err)
		}
	}
	if err := say("h", "sam"); err != nil {
		t.Errorf("in another server: %v", err)
	}
	for i := range reports.MostAnHour + 3 {
		if err := say("g", fmt.Sprint("p", i)); i < reports.MostAnHour-1 && err != nil || i >= reports.MostAnHour-1 && !errors.Is(err, reports.ErrMany) {
			t.Errorf("the report %d of many: %v", i, err)
		}
	}
	c.at = c.at.Add(time.Hour)
	if err := say("g", "sam"); err != nil {
		t.Errorf("an hour later: %v", err)
	}
}
