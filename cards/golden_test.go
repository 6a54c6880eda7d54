package cards_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"lede/briefing"
	"lede/cards"
	"lede/cards/panels"
	"lede/cards/recurrence"
	"lede/problem"
)

// whole is an article with a case of everything that a card tells apart.
func whole() *briefing.Article {
	at := time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)
	a := &briefing.Article{
		Title: "Old bridge to close", URL: "https://lowbridge.example/bridge", Site: "Lowbridge Post", Published: &at,
		Byline: &briefing.Byline{Name: "Robin Reed"},
	}
	for _, s := range []string{
		"The engineer warned of cracks.", "Ada Quill, mayor of Lowbridge, spoke.", "“It must close,” she said.", "“… in three weeks,” a note said.",
		"“Nobody asked us,” somebody called.", "It will cost 12 million euros.", "The bridge carries 4,200 cars.", "It has 14 arches and 14 arches.", "A boat sank.", "A library opened.",
	} {
		if a.Text != "" {
			a.Text += " "
		}
		start := len(a.Text)
		a.Text += s
		a.Sentences = append(a.Sentences, briefing.Sentence{Span: briefing.Span{Start: start, End: len(a.Text)}})
	}
	at1 := func(words string) briefing.Span {
		start := strings.Index(a.Text, words)
		return briefing.Span{Start: start, End: start + len(words)}
	}
	a.Summary = []int{0, 2, 5, 6}
	a.Quotes = []briefing.Quote{
		{Span: at1("“Nobody asked us,”"), Sentence: 4},
		{Span: at1("“… in three weeks,”"), Sentence: 3, Speaker: "a note", Partial: true},
		{Span: at1("“It must close,”"), Sentence: 2, Speaker: "Ada Quill"},
	}
	mayor, engineer := at1("mayor of Lowbridge"), at1("engineer")
	a.People = []briefing.Person{
		{
			Name: "Ada Quill", Role: "mayor of Lowbridge", RoleAt: &mayor, Aliases: []string{"Quill", "A. Quill", "the mayor"}, Quotes: []int{2},
			Mentions: []briefing.Mention{{Sentence: 1}, {Sentence: 1}, {Sentence: 2}, {Sentence: 3}, {Sentence: 5}, {Sentence: 6}, {Sentence: 8}},
		},
		{Name: "Tomas Varga", Role: "engineer", RoleAt: &engineer, Mentions: []briefing.Mention{{Sentence: 6}}},
		{Name: "Ida Brandt", RoleAt: &engineer, Mentions: []briefing.Mention{{Sentence: 8}}},
		{Name: "Sam Holm", Role: "farmer"},
	}
	a.Figures = []briefing.Figure{
		{Span: at1("12 million euros"), Unit: "euros", Sentence: 5},
		{Span: at1("4,200"), Counts: "cars", Sentence: 6},
		{Span: at1("14 arches"), Counts: "arches", Sentence: 7},
		{Span: at1("14 arches"), Counts: "arches", Sentence: 7},
		{Span: at1("14"), Sentence: 7},
	}
	a.Developments = []briefing.Development{
		{Sentences: []int{8}, Places: []string{"Gull Rock", "Port Ellery"}, Source: "the fire service"}, {Sentences: []int{9}},
		{Title: &mayor, Sentences: []int{3, 4, 5, 6, 7}, Places: []string{"three weeks"}, Source: "a note", Reported: []int{3, 7}},
	}
	return a
}

// compared is one story from two sources.
func compared() cards.Comparison {
	a, b := whole(), whole()
	b.Site, b.URL = "The *Echo*", ""
	return cards.Comparison{
		Ref: "r1", Articles: []*briefing.Article{a, b}, Shared: [][]cards.Place{{{Article: 1, Sentence: 0}, {Article: 0, Sentence: 0}}, {{Article: 0, Sentence: 5}, {Article: 1, Sentence: 5}}},
		Differ: []cards.Differing{{{Words: "12 million euros", Site: a.Site, URL: a.URL, At: *a.Published}, {Words: "13 million euros", Site: b.Site, At: *b.Published}, {Words: "14 million euros", Site: "The Undated"}}},
		Only:   [][]int{{6, 7}, {8}}, Quotes: [][]int{nil, {2}},
	}
}

// schedules are digests with and without each thing that can be set.
func schedules() map[string]panels.Schedule {
	at := time.Date(2026, 3, 3, 7, 0, 0, 0, time.UTC)
	plain := panels.Schedule{Digest: "d1", Channel: "10", When: recurrence.Rule{Times: []string{"07:00"}, Zone: "UTC"}, Next: at}
	full := panels.Schedule{
		Digest: "d2", Channel: "11", When: recurrence.Rule{Times: []string{"07:00"}, Days: []time.Weekday{1, 2, 3, 4, 5}, Zone: "America/New_York", Cron: "0 7 * * 1-5"}, Next: at, Spread: 90 * time.Second, Role: "77", Says: true, Publish: true,
		Sections: []string{"quotes", "people"}, From: []string{"The *Post*", "Sport"}, Filter: "bridge*, -football",
	}
	paused, odd := plain, plain
	paused.Paused, odd.Paused = problem.New("bot.may-not-see", "channel", "10"), problem.New("of.tomorrow")
	return map[string]panels.Schedule{"plain": plain, "full": full, "paused": paused, "odd": odd}
}

// feeds are sources in each state.
func feeds() map[string]panels.Source {
	at := time.Date(2026, 3, 3, 7, 0, 0, 0, time.UTC)
	day := at.Truncate(24 * time.Hour)
	bare := panels.Source{ID: "0123456789ab", Address: "https://lowbridge.example/feed?token=…"}
	full := panels.Source{
		ID: "ba9876543210", Name: "The *Lowbridge* Post", Address: "https://lowbridge.example/`feed`", Link: "https://lowbridge.example/", Colour: 0xCC3333,
		Tags: []string{"local", "bridges_and_more"}, Filter: "bridge*, -football", Pace: 8 * time.Hour, Text: panels.TextOnPage,
		LastNew: at.Add(-2 * time.Hour), LastTried: at, Next: at.Add(time.Hour),
		Newest: []cards.Headline{{Title: "Old bridge to close", URL: "https://lowbridge.example/bridge", Published: &at}, {Title: "Ferry runs", Published: &day}, {}, {Title: "not shown"}},
	}
	failing, unread, paused, partly := full, bare, full, full
	failing.Trouble, failing.Since = because("its server answers 404: there is no such page"), at.Add(-26*time.Hour)
	unread.Trouble = because("its server does not answer")
	paused.Paused, partly.Partly = because("an admin paused it"), true
	for i, one := range []*panels.Source{&failing, &unread, &paused, &partly} {
		one.ID = fmt.Sprintf("00000000000%d", i)
	}
	return map[string]panels.Source{"bare": bare, "full": full, "failing": failing, "unread": unread, "paused": paused, "partly": partly}
}

// sourceGallery is every card about sources, in each of its forms.
func sourceGallery() map[string]cards.Card {
	s, day := feeds(), time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	fail := because("the feed is broken at line 7")
	hourly, weekly, rare := s["full"], s["full"], s["bare"]
	hourly.Pace, weekly.Pace, rare.Pace = 20*time.Minute, 80*time.Hour, 40*24*time.Hour
	weekly.Text, hourly.Text = panels.TextInFeed, panels.TextTeaser
	judged := []panels.Judged{
		{Title: "Old bridge", URL: "https://lowbridge.example/bridge", Source: "Lowbridge Post", Passes: true, Rule: "bridge*"}, {Title: "Ball *kicked*", Rule: "-football"},
		{Title: "Le pont", Foreign: true}, {Title: "Ferry"}, {Title: "Any", Passes: true},
	}
	return map[string]cards.Card{
		"source found": panels.SourceFound(en, s["full"]), "source found, bare": panels.SourceFound(en, s["bare"]), "source found, in part": panels.SourceFound(en, s["partly"]),
		"source found, hourly": panels.SourceFound(en, hourly), "source found, weekly": panels.SourceFound(en, weekly), "source found, rare": panels.SourceFound(en, rare),
		"sources found": panels.SourcesFound(en, []panels.Source{s["full"], s["bare"]}),
		"source added":  panels.SourceAdded(en, s["full"], "r1", true), "source added, without an example": panels.SourceAdded(en, s["bare"], "", false),
		"sources": panels.Sources(en, []panels.Source{s["full"], s["bare"], s["failing"], s["unread"], s["paused"], s["partly"]}, 50, 0), "sources, one": panels.Sources(en, []panels.Source{s["bare"]}, 50, 0),
		"sources, the second page": panels.Sources(en, []panels.Source{s["full"], s["bare"]}, 50, 1), "sources, none": panels.Sources(en, nil, 50, 0),
		"source": panels.SourceShown(en, "", s["full"], ""), "source paused": panels.SourceShown(en, "Source paused", s["paused"], "A hint."), "source failing": panels.SourceShown(en, "", s["failing"], ""),
		"source, bare": panels.SourceShown(en, "", s["bare"], ""), "source removed": panels.SourceRemoved(en, s["full"]),
		"test of a source":              panels.SourceTested(en, s["full"], panels.SourceTest{Status: 200, Items: 20, New: 1, Requests: 50, NotModified: 43, TooMany: 1, Bytes: 1_600_000}),
		"test of a source, unchanged":   panels.SourceTested(en, s["full"], panels.SourceTest{Status: 304, Requests: 1, NotModified: 1, Bytes: 900}),
		"test of a source, failing":     panels.SourceTested(en, s["bare"], panels.SourceTest{Status: 404, Problem: fail}),
		"test of a source, no answer":   panels.SourceTested(en, s["bare"], panels.SourceTest{Problem: fail, Requests: 1}),
		"test of a source, partly read": panels.SourceTested(en, s["partly"], panels.SourceTest{Status: 200, Items: 1}),
		"sources imported":              panels.SourcesImported(en, 2, 1, []panels.Reported{{Name: "line 3", Problem: fail}, {Name: "https://a.example/", Problem: fail}}), "sources imported, none": panels.SourcesImported(en, 0, 0, nil),
		"headlines of several days": cards.Headlines(en, []cards.Headline{
			{Ref: "r1", Title: "One", Day: day.Add(36 * time.Hour)}, {Ref: "r2", Title: "Two", Day: day.Add(12 * time.Hour)}, {Ref: "r3", Title: "Three", Day: day.Add(12 * time.Hour)}, {Ref: "r4", Title: "Old"}, {Ref: "r5", Title: "Ours", Shared: true},
		}, cards.Choice{Sources: []cards.Option{option(s["full"]), option(s["bare"])}}, 0),
		"headlines of a source":    cards.Headlines(en, []cards.Headline{{Ref: "r1", Title: "One", Day: day.Add(12 * time.Hour)}}, cards.Choice{Source: "ba9876543210", Name: "The *Post*", Day: "today", On: day, Sources: []cards.Option{option(s["full"]), option(s["bare"])}}, 0),
		"headlines of a day, none": cards.Headlines(en, nil, cards.Choice{Day: "yesterday", On: day}, 0),
		"search": cards.Search(en, "old *bridge*", []cards.Hit{
			{Headline: cards.Headline{Ref: "r1", Title: "Old bridge to close", URL: "https://lowbridge.example/bridge", Site: "Lowbridge Post"}, Sentence: "The *old* bridge will close.", Number: 3, Words: "The%20old,will%20close."},
			{Headline: cards.Headline{Ref: "r2"}},
		}, false, 0),
		"search, none": cards.Search(en, "ferry", nil, false, 0), "search, partly": cards.Search(en, "ferry", []cards.Hit{{Headline: cards.Headline{Ref: "r1", Title: "Ferry"}}}, true, 0),
		"packs":       panels.Packs(en, []panels.Pack{{ID: "a", Topic: "World", Sources: []string{"One", "Two"}}, {ID: "b", Topic: "Science", Sources: []string{"Three"}}}),
		"filter test": panels.FilterTest(en, "bridge*, -football, language: en", judged, false, cards.Link{Command: "filter", Sub: "test"}, 0), "filter test, none": panels.FilterTest(en, "", judged[4:], false, cards.Link{Command: "filter", Sub: "test"}, 0),
		"filter test of what is being read": panels.FilterTest(en, "", nil, true, cards.Link{Command: "filter", Sub: "test"}, 0), "headlines of what is being read": cards.Headlines(en, nil, cards.Choice{Source: "s1", Name: "The Post", Reading: true}, 0),
		"filter test, the second page": panels.FilterTest(en, "bridge*", judged, false, cards.Link{Command: "filter", Sub: "test"}, 4),
	}
}

// gallery is every card, in each of its forms.
func gallery() map[string]cards.Card {
	a, bare := whole(), &briefing.Article{Title: "", Text: "T", TitleSource: briefing.TitleLede}
	day := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	at := day.Add(7 * time.Hour)
	evidence := func(sentences ...int) (list []briefing.Evidence) {
		for _, i := range sentences {
			list = append(list, briefing.Evidence{Span: a.Sentences[i].Span, Text: a.SentenceText(i)})
		}
		return list
	}
	between := briefing.Evidence{Span: briefing.Span{Start: a.Sentences[0].End, End: a.Sentences[1].End}, Text: " and so on"}
	full := cards.Headline{Ref: "r1", Title: a.Title, URL: a.URL, Site: a.Site, Published: &day, Shared: true}
	plain := cards.Headline{Ref: "r2", Title: "Ferry runs", Source: briefing.TitleLede}
	unnamed := cards.Headline{Ref: "r3"}
	story, other := cards.Story{Ref: "r1", Article: a}, cards.Story{Ref: "r2", Article: bare}
	kept, teaser := *a, *bare
	kept.Members, teaser.Teaser = true, true
	forMembers := cards.Headline{Ref: "r4", Title: "Ferry fares", Site: "The Post", Members: true}
	also, _ := cards.Also(en, []cards.Headline{forMembers})
	s := schedules()
	past := panels.Past{Channel: "10", Slot: at, Outcome: "sent", Post: "https://discord.com/channels/1/10/20"}
	late := panels.Past{Channel: "10", Slot: at, Outcome: "refused", Reason: problem.New("desk.said", "text", "no *room*")}
	moved := func(n int, move panels.Move) (list []panels.MovedArticle) {
		for i := range n {
			list = append(list, panels.MovedArticle{Move: move, Title: fmt.Sprint("Title ", i+1)})
		}
		return list
	}
	withdraw := cards.Link{Command: "digest", Sub: "withdraw", Options: map[string]string{"post": "m1"}}
	all := map[string]cards.Card{
		"summary for members": cards.Summary(en, &kept, "r"), "summary of a teaser": cards.Summary(en, &teaser, "r"),
		"headlines, for members": cards.Headlines(en, []cards.Headline{forMembers}, cards.Choice{}, 0),
		"digest that leaves out": cards.Digest(en, []cards.Story{{Ref: "r1", Article: &kept}, {Ref: "r2", Article: &teaser}}, cards.Style{More: 1, Due: at, Also: also, Passed: 12, Gone: 1}),
		"summary":                cards.Summary(en, a, "r"), "summary of little": cards.Summary(en, bare, "r"),
		"developments": cards.Developments(en, a, "r", 0), "developments, the second page": cards.Developments(en, a, "r", 1), "developments, none": cards.Developments(en, bare, "r", 0),
		"people": cards.People(en, a, "r", 0), "people, none": cards.People(en, bare, "r", 0),
		"person": cards.Person(en, a, "r", &a.People[0]), "person with a role of the first sentence": cards.Person(en, a, "r", &a.People[1]),
		"person without a role": cards.Person(en, a, "r", &a.People[2]), "person with a role of nowhere": cards.Person(en, a, "r", &a.People[3]),
		"quotes": cards.Quotes(en, a, "r", nil, 0), "quotes, none": cards.Quotes(en, bare, "r", nil, 0),
		"quotes of a person": cards.Quotes(en, a, "r", &a.People[0], 0), "quotes of a person, none": cards.Quotes(en, a, "r", &a.People[3], 0),
		"answer":          cards.Answer(en, a, "r", briefing.Answer{Question: "Who *warned*?", Answered: true, Sentences: append(evidence(0, 5), between)}, cards.Ways{}),
		"answer, none":    cards.Answer(en, a, "r", briefing.Answer{Question: "Why?"}, cards.Ways{Questions: []string{"Who is Ada Quill?", strings.Repeat("long ", 30)}}),
		"answer, nearest": cards.Answer(en, a, "r", briefing.Answer{Question: "Why?", Nearest: evidence(0, 5)}, cards.Ways{Asked: "Why?", Elsewhere: []cards.Headline{plain}}),
		"answers":         cards.Answers(en, a, "r", []briefing.Answer{{Question: "Who *warned*?", Answered: true, Sentences: evidence(0, 5)}, {Question: "and why?", Nearest: evidence(5)}, {Question: "When?"}}),
		"answer, nearest, elsewhere at its key points": cards.Answer(en, a, "r", briefing.Answer{}, cards.Ways{Asked: strings.Repeat("Why? ", 30), Elsewhere: []cards.Headline{full}}),
		"who is meant": cards.WhoIsMeant(en, "r", []string{"Ada Quill", "Ida *Brandt*"}, func(name string) string { return "What did " + name + " say?" }),
		"greeting":     cards.Greeting(en, a, "r", []string{"Who is Ada Quill?"}), "origin": cards.Origin(en, full), "origin without a day": cards.Origin(en, cards.Headline{Ref: "r1", Title: "Old bridge"}),
		"quiet": cards.Quiet(cards.Summary(en, a, "r")), "turned": cards.Turned(en, cards.Summary(en, a, "r"), "before"), "turned from nothing": cards.Turned(en, cards.Summary(en, bare, "r"), ""),
		"views": cards.Views(en, a, "r", ""), "views of little": cards.Views(en, bare, "r", "", cards.ReportButton(en, a, "r", []int{0, 5}, map[string]string{"message": "1234567890123456789"})),
		"answer that can be reported":  cards.Answer(en, a, "r", briefing.Answer{Question: "Who *warned*?", Answered: true, Sentences: evidence(0, 5)}, cards.Ways{Report: true}),
		"refusal that can be reported": cards.Answer(en, a, "r", briefing.Answer{Question: "Why?", Nearest: evidence(0)}, cards.Ways{Report: true}),
		"context":                      cards.Context(en, a, "r", []int{0, 2, 5, 9}, 0),
		"headlines":                    cards.Headlines(en, []cards.Headline{full, plain, unnamed}, cards.Choice{}, 0), "headlines, the second page": cards.Headlines(en, []cards.Headline{full, plain}, cards.Choice{}, 1),
		"headlines, one": cards.Headlines(en, []cards.Headline{plain}, cards.Choice{}, 0), "headlines, none": cards.Headlines(en, nil, cards.Choice{}, 0),
		"added": cards.ArticleAdded(en, full, ""), "added in place of another": cards.ArticleAdded(en, plain, "The *former*"), "added again": cards.ArticleAdded(en, plain, plain.Title),
		"short article": cards.ShortArticle(en, "*test*"), "headlines, new": cards.Headlines(en, []cards.Headline{{Ref: "r1", Title: "One", Added: at, New: true}}, cards.Choice{}, 0),
		"digest": cards.Digest(en, []cards.Story{story}, cards.Style{Due: at}), "digest of two": cards.Digest(en, []cards.Story{story, other}, cards.Style{Due: at}),
		"digest, empty":               cards.Digest(en, nil, cards.Style{Due: at}),
		"digest, late, with all":      cards.Digest(en, []cards.Story{story}, cards.Style{More: 2, Due: at, Late: true, Role: "77", Marker: "mark", Sections: cards.Sections()}),
		"digest of quotes":            cards.Digest(en, []cards.Story{story}, cards.Style{More: 1, Due: at, Sections: []string{"quotes"}}),
		"digest of a later version’s": cards.Digest(en, []cards.Story{story}, cards.Style{Due: at, Sections: []string{"of tomorrow"}}),
		"help":                        cards.Help(en, []cards.Topics{{Heading: "One", List: []cards.Topic{{Name: "summary", Description: "Key points."}}}, {Heading: "None"}, {Heading: "Admins", List: []cards.Topic{{Name: "digest", Description: "Digests."}}}}),
		"help, with ids":              cards.Help(en, []cards.Topics{{Heading: "One", List: []cards.Topic{{Name: "summary", Description: "Key points.", ID: "7"}, {Name: "digest", Sub: "set", Description: "Digests.", ID: "8"}}}}),
		"settings":                    panels.Settings(en, panels.Chosen{Colour: "Lede’s own"}), "settings, chosen": panels.Settings(en, panels.Chosen{Private: true, Alerts: "10", Zone: "America/New_York", Quiet: "22:00-07:00", Language: "en", Colour: "Green"}),
		"digest set": panels.DigestSet(en, s["plain"], "a hint", false, ""), "digest set with all": panels.DigestSet(en, s["full"], "", true, "older"),
		"digest changed": panels.DigestChanged(en, "Digest paused", s["paused"], ""), "digest paused for a reason of a later version’s": panels.DigestChanged(en, "Digest paused", s["odd"], ""),
		"alert of a pause": panels.DigestPaused(en, s["paused"], true), "alert of a pause, in person": panels.DigestPaused(en, s["paused"], false), "alert of a block": panels.DigestHeld(en, s["plain"], problem.New("bot.automod", "channel", "10")), "alert of a recovery": panels.DigestRecovered(en, s["plain"]), "alert of a loss": panels.DigestsForgotten(en, 2, []panels.Schedule{s["plain"]}, ""), "alert of a loss, in person": panels.DigestsForgotten(en, 1, []panels.Schedule{s["plain"]}, "123"),
		"digests":      panels.Digests(en, []panels.Schedule{s["plain"], s["full"]}, []panels.Past{late, past, past, past, past, past}),
		"digest shown": panels.DigestShown(en, s["full"]), "digest to be removed": panels.DigestRemoving(en, "Remove it?", "d1"), "digest removed": panels.DigestRemoved(en, "7", map[string]string{"channel": "7", "time": "07:30", "days": "mon-fri", "zone": "Europe/Paris"}),
		"digest there already": panels.DigestSame(en, s["plain"], nil), "digest there already, otherwise posted": panels.DigestSame(en, s["plain"], map[string]string{"mention": "77"}),
		"digests to choose from": panels.ChooseDigest(en, []panels.Schedule{s["plain"], s["full"]}, cards.Link{Command: "digest", Sub: "pause"}),
		"digests without a past": panels.Digests(en, []panels.Schedule{s["paused"]}, nil), "digests, none": panels.Digests(en, nil, nil),
		"history": panels.DigestHistory(en, []panels.Past{late, past}, panels.Schedule{}, 0), "history of a digest, the second page": panels.DigestHistory(en, []panels.Past{late, past}, panels.Schedule{Digest: "d1"}, 1),
		"history, none": panels.DigestHistory(en, nil, panels.Schedule{}, 0),
		"import": panels.Import(en, panels.Transfer{
			Settings: true, Notes: []string{"A note.", "Another."}, DigestsKept: 1, ArticlesKept: 2, Articles: append(moved(6, panels.Added), moved(5, panels.Removed)...),
			Digests: []panels.MovedDigest{{Move: panels.Added, Schedule: s["plain"]}, {Move: panels.Changed, Schedule: s["full"]}, {Move: panels.Removed, Schedule: s["paused"]}},
		}),
		"import, done": panels.Import(en, panels.Transfer{Done: true, Articles: moved(1, panels.Changed)}), "import of settings alone": panels.Import(en, panels.Transfer{Settings: true}),
		"import of digests alone": panels.Import(en, panels.Transfer{Done: true, Digests: []panels.MovedDigest{{Move: panels.Added, Schedule: s["plain"]}}}),
		"import of nothing":       panels.Import(en, panels.Transfer{DigestsKept: 1}), "import of nothing, done": panels.Import(en, panels.Transfer{Done: true}),
		"correction": cards.Corrected(en, []cards.Change{{Ref: "r1", Article: whole(), Was: "It will cost *10* million euros.", Number: 4, Is: 5}, {Ref: "r1", Article: whole(), Was: "A boat sank twice.", Number: 8, Is: 8}}, *whole().Published, "marker"),
		"why": cards.WhyHere(en, cards.Why{
			Headline: cards.Headline{Ref: "r1", Title: "Old *bridge*", URL: "https://lowbridge.example/bridge"}, Source: "The *Post*", Filter: "bridge*, -football", Rule: "bridge*", Name: "Ada Quill",
			Digests: []cards.Passed{{Channel: "7", Filter: "bridge*, -*rugby*", Rule: "bridge*"}, {Channel: "8", Filter: "-rugby"}},
			Story:   []cards.Chapter{{Ref: "r1", Article: whole(), At: *whole().Published, Why: cards.Reason{With: "Bridge shut", Shared: []string{"Ada Quill"}}}}, Mute: &cards.Link{Command: "sources", Sub: "pause", Options: map[string]string{"source": "s1"}}, Withdraw: &withdraw,
		}), "why, by hand": cards.WhyHere(en, cards.Why{Headline: cards.Headline{Ref: "r1", Title: "Old bridge"}}),
		"comparison": cards.Compare(en, compared(), 0), "comparison, page 2": cards.Compare(en, compared(), 3),
		"notice": cards.Notice("A word.", "A hint."), "notice without a hint": cards.Notice("A word.", ""), "file": cards.File("A file.", "A hint.", "lede.json"),
		"unfinished form": cards.Unfinished(en, "It has no title.", "", cards.Link{Command: "article", Sub: "add"}),
	}
	maps.Copy(all, sourceGallery())
	maps.Copy(all, storyGallery())
	return all
}

// pasted is an article without a known day or source.
func pasted() *briefing.Article {
	a := whole()
	a.Site, a.Published = "", nil
	return a
}

// storyGallery is every card about stories and about what a person follows, and what greets a server.
func storyGallery() map[string]cards.Card {
	at := *whole().Published
	echo := whole()
	echo.Site, echo.URL = "The *Echo*", ""
	begins := cards.Chapter{Ref: "r1", Article: whole(), At: at, Sentences: []int{0, 5}, More: 2}
	goesOn := cards.Chapter{Ref: "r2", Article: echo, At: at.Add(time.Hour), Sentences: []int{6}, Why: cards.Reason{With: "Old bridge", Shared: []string{"Ada Quill", "12 million"}}}
	told, alike := goesOn, goesOn
	told.Why, alike.Why = cards.Reason{With: "Old bridge", Told: true}, cards.Reason{With: "Old bridge"}
	undated, bare := begins, begins
	undated.At, bare.At, bare.Article = time.Time{}, time.Time{}, pasted()
	daily := recurrence.Rule{Times: []string{"07:00"}, Zone: "UTC"}
	followed := []panels.Followed{{Name: "The *Post*", Words: "bridge*"}, {Name: "Echo", Trouble: because("its server does not answer")}}
	return map[string]cards.Card{
		"stories": cards.Stories(en, []cards.RunningStory{
			{Headline: cards.Headline{Ref: "r1", Title: "Old *bridge*", URL: "https://lowbridge.example/bridge", Site: "Lowbridge Post", Published: &at}, Sources: 3}, {Headline: cards.Headline{Ref: "r2"}, Sources: 1},
		}, 0),
		"story": cards.Timeline(en, "r1", []cards.Chapter{begins, goesOn, told, alike}, 2, 0), "story without dates": cards.Timeline(en, "r1", []cards.Chapter{undated, bare}, 0, 0), "story of one source": cards.Timeline(en, "r1", []cards.Chapter{begins}, 0, 0),
		"following": panels.Following(en, "You follow", followed, 20, panels.Told{When: daily, Next: at}), "following, paused": panels.Following(en, "You follow", followed[:1], 20, panels.Told{When: daily, Paused: because("no")}),
		"links":   cards.Links(en, []string{"https://lowbridge.example/bridge", "https://echo.example/a_b"}, cards.Link{Command: "Brief this"}),
		"welcome": cards.Welcome(en), "offer": cards.Headed(cards.Noted(cards.Offer("A word.", "A hint.", discordgo.Button{Label: "Help", CustomID: "help", Style: discordgo.PrimaryButton}), "A note."), "A title"),
		"source troubles": cards.Coloured(panels.SourceNotices(en, "The *Post*", []panels.SourceNews{{What: because("its server answers 404: there is no such page"), At: at}, {At: at.Add(time.Hour), Over: true}}), 0xCC3333),
	}
}

// drawing is how a function that draws a card begins.
var drawing = regexp.MustCompile(`(?m)^func ([A-Z]\w*)\(.*\) Card \{$`)

// TestEveryCardHasItsPicture: every function that draws a card is in the gallery.
func TestEveryCardHasItsPicture(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	text := map[string]string{}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text[name] = string(b)
	}
	found := 0
	for name, code := range text {
		for _, draws := range drawing.FindAllStringSubmatch(code, -1) {
			found++
			if !strings.Contains(text["golden_test.go"], "cards."+draws[1]+"(") {
				t.Errorf("%s of %s is not in the gallery", draws[1], name)
			}
		}
	}
	if found < 30 {
		t.Errorf("only %d functions draw cards", found)
	}
}

// sketch writes a component as lines: texts after a bar, buttons and options with where they lead.
func sketch(b *strings.Builder, indent string, parts []map[string]any) {
	inner := func(key string) (list []map[string]any) {
		for _, one := range parts[0][key].([]any) {
			list = append(list, one.(map[string]any))
		}
		return list
	}
	for ; len(parts) > 0; parts = parts[1:] {
		c := parts[0]
		switch int(c["type"].(float64)) {
		case 1, 17:
			fmt.Fprintf(b, "%s%s\n", indent, map[float64]string{1: "row", 17: "container"}[c["type"].(float64)])
			sketch(b, indent+"  ", inner("components"))
		case 2:
			fmt.Fprintf(b, "%sbutton %v → %v, style %v, disabled %v\n", indent, c["label"], c["custom_id"], c["style"], c["disabled"])
		case 3:
			fmt.Fprintf(b, "%sselect %v → %v\n", indent, c["placeholder"], c["custom_id"])
			for _, o := range c["options"].([]any) {
				o := o.(map[string]any)
				fmt.Fprintf(b, "%s  %v → %v (%v)\n", indent, o["label"], o["value"], o["description"])
			}
		case 9:
			fmt.Fprintf(b, "%ssection\n", indent)
			sketch(b, indent+"  ", inner("components"))
			sketch(b, indent+"  ", []map[string]any{c["accessory"].(map[string]any)})
		case 10:
			for line := range strings.SplitSeq(c["content"].(string), "\n") {
				fmt.Fprintf(b, "%s| %s\n", indent, line)
			}
		case 13:
			fmt.Fprintf(b, "%sfile %v\n", indent, c["file"].(map[string]any)["url"])
		case 14:
			fmt.Fprintf(b, "%s---\n", indent)
		default:
			fmt.Fprintf(b, "%s%v\n", indent, c)
		}
	}
}

// TestEveryCardIsDrawnAsItWas compares them with testdata/cards.txt; with UPDATE_GOLDEN set it writes that file instead.
func TestEveryCardIsDrawnAsItWas(t *testing.T) {
	const path, heading = "testdata/cards.txt", "## "
	drawn, all := map[string]string{}, gallery()
	var file strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		check(t, name, all[name])
		var b strings.Builder
		_, parts := marshal(t, all[name])
		sketch(&b, "", parts)
		drawn[name] = b.String()
		file.WriteString(heading + name + "\n" + b.String())
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, []byte(file.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for section := range strings.SplitSeq(strings.TrimPrefix(string(want), heading), "\n"+heading) {
		name, was, _ := strings.Cut(section, "\n")
		if got := strings.TrimSuffix(drawn[name], "\n"); got != strings.TrimSuffix(was, "\n") {
			t.Errorf("%s is\n%s\nand was\n%s", name, got, was)
		}
		n++
	}
	if n != len(all) {
		t.Errorf("%d cards are drawn, and %d are in %s", len(all), n, path)
	}
}

// marshal writes a card as Discord is sent it.
func marshal(t *testing.T, c cards.Card) (text string, parts []map[string]any) {
	t.Helper()
	data, err := json.Marshal(c.Components)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &parts); err != nil {
		t.Fatal(err)
	}
	return string(data), parts
}

// because is a reason with just these words.
func because(text string) *problem.Problem { return problem.New("desk.said", "text", text) }

// option offers a source in a menu.
func option(s panels.Source) cards.Option { return cards.Option{Value: s.ID, Label: s.Name} }
