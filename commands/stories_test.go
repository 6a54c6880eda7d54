package commands_test

import (
	"strings"
	"testing"

	"lede/briefing"
)

const (
	millFire = `A fire in the Harwick paper mill killed 10 people on Monday, the fire service of Harwick said.
The fire broke out in the drying hall of the mill shortly after five in the morning, said fire chief Nora Bell.
About 60 firefighters fought the fire for seven hours, and the road along the river Harwick was closed.`
	millInquiry = `A fire in the Harwick paper mill killed 12 people on Monday, the fire service of Harwick said.
Fire chief Nora Bell said the fire broke out in the drying hall of the mill shortly after five in the morning.
Prosecutor Iven Marsh opened an inquiry against the Olsen family, which owns the Harwick mill.
About 60 firefighters from Harwick fought the flames in the mill for seven hours.`
)

// TestStoriesAndTheStoryOfAnArticle: each event once, with its sources; from each article, what the ones before it do not say, and why it is there.
func TestStoriesAndTheStoryOfAnArticle(t *testing.T) {
	d, _ := newDesk(t)
	contains(t, run(t, d, admin("stories", "", nil)), "no article to read")
	refs := map[string]string{}
	add := func(guild, site, title, text string) {
		t.Helper()
		a, err := briefing.Parse(text, briefing.Options{ID: site, Title: title, Site: site, URL: "https://" + site + ".example/a"})
		if err != nil {
			t.Fatal(err)
		}
		h, _, err := d.Add(t.Context(), guild, "p", a)
		if err != nil {
			t.Fatal(err)
		}
		refs[site] = h.Ref
	}
	add("g", "herald", "Fire in Harwick", millFire)
	add("other", "later", "Inquiry in Harwick", millInquiry)
	alone := run(t, d, admin("story", "", map[string]string{"article": refs["herald"]}))
	contains(t, alone, "Fire in Harwick", "killed 10 people")
	if strings.Contains(alone+run(t, d, admin("stories", "", nil)), "Inquiry") {
		t.Error("a server sees an article of another server")
	}
	add("g", "gazette", "Inquiry in Harwick", millInquiry)
	add("g", "town", "Old bridge to close", news)
	list := run(t, d, admin("stories", "", nil))
	contains(t, list, "2 sources", "Old bridge to close")
	if strings.Contains(list, "1 source") { // which is named anyway
		t.Errorf("one source is counted:\n%s", list)
	}
	if strings.Count(list, "in Harwick") > 2 { // in the list and in the select
		t.Errorf("an event is listed twice:\n%s", list)
	}
	text := run(t, d, admin("story", "", map[string]string{"article": refs["gazette"]}))
	contains(t, text, "Fire in Harwick", "Inquiry in Harwick", "opened an inquiry")
	if strings.Count(text, "About 60 firefighters") > 1 || strings.Contains(text, "Reads like") || // which is behind a button
		strings.Contains(text, "bridge") {
		t.Error(text)
	}
	contains(t, run(t, d, admin("story", "", map[string]string{"article": "zeppelin \x00<@1>"})), "no such article")
	foreign := admin("story", "", map[string]string{"article": refs["later"]})
	foreign.Guild = "third"
	if text := run(t, d, foreign); strings.Contains(text, "inquiry") {
		t.Errorf("a server reads an article of another server: %s", text)
	}
}

// TestWhatAnAdminReadsAloneIsNotJudged: /same is about the server's articles, and an admin's own briefing is none of them.
func TestWhatAnAdminReadsAloneIsNotJudged(t *testing.T) {
	d, _ := newDesk(t)
	a, err := briefing.Parse(millFire, briefing.Options{Title: "Fire in Harwick"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Add(t.Context(), "g", "p", a); err != nil {
		t.Fatal(err)
	}
	own, err := briefing.Parse(millInquiry, briefing.Options{Title: "Inquiry in Harwick"})
	if err != nil {
		t.Fatal(err)
	}
	h, err := d.Brief(t.Context(), "p", own)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, run(t, d, admin("same", "", map[string]string{"article": "Fire in Harwick", "other": h.Ref, "event": "one"})), "no such article")
}

// TestTwoLongTitlesAreNamedShortly: a page may call itself as it likes, and Discord takes no more than 4,000 characters.
func TestTwoLongTitlesAreNamedShortly(t *testing.T) {
	d, _ := newDesk(t)
	var refs []string
	for i, text := range []string{millFire, millInquiry} {
		a, err := briefing.Parse(text, briefing.Options{Title: strings.Repeat("Harwick ", 400+i)})
		if err != nil {
			t.Fatal(err)
		}
		h, _, err := d.Add(t.Context(), "g", "p", a)
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, h.Ref)
	}
	text := run(t, d, admin("same", "", map[string]string{"article": refs[0], "other": refs[1], "event": "one"}))
	if n := len([]rune(text)); n > 700 || strings.Count(text, "…") != 2 {
		t.Errorf("%d characters: %s", n, text)
	}
}

// TestCompareSetsSourcesSideBySide: what both say once, with both cited; what differs; what only one says or quotes; and nothing of another server.
func TestCompareSetsSourcesSideBySide(t *testing.T) {
	d, _ := newDesk(t)
	contains(t, run(t, d, admin("compare", "", nil)), "no article to read")
	add := func(guild, site, title, text string) string {
		t.Helper()
		a, err := briefing.Parse(text, briefing.Options{ID: site, Title: title + ": " + site, Site: site, URL: "https://" + site + ".example/a"})
		if err != nil {
			t.Fatal(err)
		}
		h, _, err := d.Add(t.Context(), guild, "p", a)
		if err != nil {
			t.Fatal(err)
		}
		return h.Ref
	}
	ref := add("g", "herald", "Fire in Harwick", millFire+"\n“Nobody had ever seen flames of that height,” Bell told the radio.")
	add("other", "elsewhere", "Fire in Harwick", millInquiry)
	for _, options := range []map[string]string{nil, {"article": ref}} {
		contains(t, run(t, d, admin("compare", "", options)), "Only one source here tells of this story", "/stories")
	}
	add("g", "gazette", "Fire in Harwick", millInquiry)
	add("g", "town", "Old bridge to close", news)
	text := run(t, d, admin("compare", "", nil)) // the newest story of several, not the newest article
	contains(t, text, "herald · [Fire in Harwick: herald](https://herald.example/a)", "Several say", "shortly after five in the morning", "[herald [2]](", "[gazette [2]](",
		"Reported differently: “10 people” ([herald](", "“12 people” ([gazette](", "Only in gazette", "opened an inquiry", "Quoted only in herald", "Nora Bell", "flames of that height", "The story so far")
	if strings.Count(text, "shortly after five in the morning") > 1 || strings.Contains(text, "elsewhere") || strings.Contains(text, "bridge") {
		t.Error(text)
	}
	contains(t, run(t, d, admin("story", "", map[string]string{"article": ref})), "Compare sources")
	contains(t, run(t, d, admin("compare", "", map[string]string{"article": "zeppelin \x00<@1>"})), "no such article")
}

// TestWhyAnArticleIsHere: what was added by hand, or the source with its filter and the rule that lets it through; only admins can mute.
func TestWhyAnArticleIsHere(t *testing.T) {
	d, _ := newDesk(t)
	a, err := briefing.Parse(millFire, briefing.Options{ID: "a", Title: "Fire in Harwick"})
	if err != nil {
		t.Fatal(err)
	}
	h, _, err := d.Add(t.Context(), "g", "p", a)
	if err != nil {
		t.Fatal(err)
	}
	in := admin("story", "", map[string]string{"article": h.Ref})
	contains(t, run(t, d, in), "Why is this here?")
	in.Options["why"] = "1"
	text := run(t, d, in)
	contains(t, text, "Why is this here?", "Fire in Harwick", "Added by hand", "More like this")
	if strings.Contains(text, "Mute") {
		t.Errorf("what is of no source can be muted:\n%s", text)
	}
}
