package delivery_test

import (
	"strings"
	"testing"
	"time"

	"lede/desk"
	"lede/desk/filter"
)

// TestWhyAStoryIsHereNamesTheFilterOfTheDigest in whose channel that is asked, with the rule that decided; others than admins are told of no digest
// elsewhere, and nobody of one whose filter holds it.
func TestWhyAStoryIsHereNamesTheFilterOfTheDigest(t *testing.T) {
	t.Parallel()
	n := openNewsstand(t)
	wanted, err := filter.Read("council, -football")
	if err != nil {
		t.Fatal(err)
	}
	n.set(t, desk.Digest{Filter: wanted})
	other, err := filter.Read("football")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.AddDigest(t.Context(), "g", desk.Digest{Channel: "d", Timetable: "09:00 UTC", By: "p", Next: n.at.Add(48 * time.Hour), Filter: other}, "UTC"); err != nil {
		t.Fatal(err)
	}
	if _, err := n.AddDigest(t.Context(), "g", desk.Digest{Channel: "e", Timetable: "09:00 UTC", By: "p", Next: n.at.Add(48 * time.Hour), Filter: wanted, Sources: []string{"another"}}, "UTC"); err != nil {
		t.Fatal(err)
	}
	n.add("fountain")
	n.pass(t, 25*time.Hour)
	list, err := n.Headlines(t.Context(), desk.Reader{Guild: "g", Person: "p"})
	if err != nil || len(list) == 0 || list[0].Title != "Story fountain." {
		t.Fatalf("%+v, %v", list, err)
	}
	why := func(channel string, permissions int64) string {
		in := admin("story", "", map[string]string{"article": list[0].Ref, "why": "1"})
		in.Channel, in.Permissions = channel, permissions
		return run(t, n.Desk, in)
	}
	contains(t, why("c", 0), "The source has no filter", "The filter of the digest in <#c> lets it through: council, -football", "By this rule: council")
	contains(t, why("elsewhere", -1), "<#c>")
	if said := why("elsewhere", 0); strings.Contains(said, "<#c>") {
		t.Errorf("who may not see the channel is told of its digest: %s", said)
	}
	if said := why("d", -1); strings.Contains(said, "<#d>") || strings.Contains(said, "<#e>") {
		t.Errorf("a digest is named whose filter holds it, or that draws on other sources: %s", said)
	}
}
