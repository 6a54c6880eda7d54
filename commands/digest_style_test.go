package commands_test

import (
	"slices"
	"strings"
	"testing"

	"lede/commands/command"
	"lede/desk"
)

func TestAnAdminChoosesWhatADigestShows(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	run(t, d, admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC"}))
	edit := func(sections string) string {
		return run(t, d, admin("digest", "edit", map[string]string{"sections": sections}))
	}
	stored := func() desk.Digest {
		list, err := d.Digests(t.Context(), "g")
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		return list[0]
	}
	if g := stored(); g.Sections != nil || strings.Contains(run(t, d, admin("digest", "show", nil)), "shows") {
		t.Errorf("the default is told: %+v", g)
	}
	contains(t, edit(" Quotes,  PEOPLE "), "Digest changed", "shows: Quotes, Who’s who")
	contains(t, run(t, d, admin("digest", "show", nil)), "shows: Quotes, Who’s who")
	contains(t, edit(""), "shows: Quotes, Who’s who") // what is not given stays
	preview := run(t, d, admin("digest", "preview", nil))
	contains(t, preview, "-# Quotes", "We cannot take chances", "Who’s who")
	for _, bad := range []struct{ sections, want string }{
		{"quotes, horoscope", "There is no section “horoscope”."},
		{" , ,", "No section is named."},
		{"quotes, Quotes", "The section “quotes” is given twice"},
		{strings.Repeat("x", 5000), "There is no section"},
	} {
		if text := edit(bad.sections); !strings.Contains(text, bad.want) || len(text) > 2000 {
			t.Errorf("%.40q: %.300s", bad.sections, text)
		}
		if g := stored(); !slices.Equal(g.Sections, []string{"quotes", "people"}) {
			t.Errorf("%.40q was taken over: %v", bad.sections, g.Sections)
		}
	}
	if strings.Contains(edit("key points"), "shows") || stored().Sections != nil {
		t.Errorf("the default is kept as a choice: %v", stored().Sections)
	}
}

// TestEveryCombinationThatIsOfferedCanBeUsed, and goes on from what was typed.
func TestEveryCombinationThatIsOfferedCanBeUsed(t *testing.T) {
	d, _ := newDesk(t)
	offered := func(typed string) []command.Choice {
		in := admin("digest", "set", map[string]string{"sections": typed})
		in.Focused = "sections"
		choices, err := commandNamed(t, d, "digest").Complete(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		return choices
	}
	for _, typed := range []string{"", "quo", "people, figures", "people,", "nonsense"} {
		choices := offered(typed)
		if (len(choices) == 0) != (typed == "nonsense") || len(choices) > 25 {
			t.Errorf("%q: %v", typed, choices)
		}
		for _, c := range choices {
			text := run(t, d, admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC", "sections": c.Value}))
			contains(t, text, "Digest set")
			run(t, d, admin("digest", "remove", map[string]string{"digest": "c", "sure": "1"}))
		}
	}
	if !slices.ContainsFunc(offered("people, figures"), func(c command.Choice) bool { return c.Value == "people, figures, quotes" }) {
		t.Errorf("nothing is offered to be added: %v", offered("people, figures"))
	}
}
