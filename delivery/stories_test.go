package delivery_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/delivery"
	"lede/desk"
	"lede/languages"
	"lede/store"
)

const (
	fire = `A fire in the Harwick paper mill killed 10 people on Monday, the fire service of Harwick said.
The fire broke out in the drying hall of the Harwick mill shortly after five in the morning, said fire chief Nora Bell.
“We have never seen flames of that height in the harbour district,” Bell told reporters at the gate of the mill.
About 60 firefighters fought the fire for seven hours, and the road along the river Harwick was closed to all traffic.
The mill, which makes paper for packaging, employs 340 people in Harwick and belongs to the Olsen family.`
	fireElsewhere = `At least 10 people were killed when a fire swept through the paper mill of Harwick early on Monday, officials said.
Fire chief Nora Bell said the fire broke out in the drying hall of the mill shortly after five in the morning.
About 60 firefighters from Harwick fought the flames in the mill for seven hours.
The Harwick mill belongs to the Olsen family and employs 340 people who make paper for packaging.`
	fireLater = `A fire in the Harwick paper mill killed 12 people on Monday, the fire service of Harwick said on Tuesday.
Fire chief Nora Bell said the fire broke out in the drying hall of the mill shortly after five in the morning.
Prosecutor Iven Marsh opened an inquiry against the Olsen family, which owns the Harwick mill.
“The sprinklers in the drying hall had been switched off since March,” Marsh told reporters.
About 60 firefighters from Harwick fought the flames in the mill for seven hours.`
	quake = `The parliament of Tarland voted on Monday for a new law on the fishing of herring in its northern waters.
The law lowers the catch of herring to 40,000 tonnes a year, minister of fisheries Odile Brandt said in the capital.
Fishermen from six villages protested before the parliament and demanded higher prices for their boats.`
)

// from makes an article of a site.
func from(t *testing.T, id, site, title, text string, at time.Time) *briefing.Article {
	t.Helper()
	a, err := briefing.Parse(text, briefing.Options{ID: id, Title: title, URL: "https://" + id + ".example/a", Site: site, Published: &at})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// drawn is the card of a room's digest and what it tells of.
func (r *room) drawn(t *testing.T) (string, delivery.Telling) {
	t.Helper()
	g, err := r.Digest(t.Context(), "g", "c")
	if err != nil {
		t.Fatal(err)
	}
	card, told, err := delivery.DigestCard(t.Context(), r.Desk, languages.Language{}, "g", g, seven)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%+v", card), told
}

// TestADigestTellsAStoryOnce: by its fullest article, with who else reports it; the next day by what is new, with figures that differ.
func TestADigestTellsAStoryOnce(t *testing.T) {
	r := newRoom(t)
	add := func(a *briefing.Article) {
		t.Helper()
		if _, _, err := r.Add(t.Context(), "g", "p", a); err != nil {
			t.Fatal(err)
		}
	}
	add(from(t, "herald", "The Herald", "Fire kills ten in Harwick", fire, now.Add(-2*time.Hour)))
	add(from(t, "gazette", "The Gazette", "Mill burns in Harwick", fireElsewhere, now.Add(-time.Hour)))
	add(from(t, "post", "The Post", "Herring law passed", quake, now.Add(-time.Hour)))
	card, told := r.drawn(t)
	if told.Stories != 3 || len(told.Refs) != 4 {
		t.Errorf("told %+v", told)
	}
	contains(t, card, "Fire kills ten in Harwick", "also reported by [The Gazette](https://gazette.example/a)", "Herring law passed")
	if strings.Contains(card, "Mill burns") || strings.Index(card, "Fire kills") > strings.Index(card, "Herring law") {
		t.Error(card)
	}
	r.move(t, seven)

	add(from(t, "echo", "The Echo", "Harwick mourns", fireElsewhere, now.Add(2*time.Hour)))
	_, told = r.drawn(t)
	if told.Stories != 0 || len(told.Refs) != 0 || told.Left { // no digest for that alone
		t.Errorf("a story that says nothing new: told %+v", told)
	}
	add(from(t, "later", "The Later", "Toll rises in Harwick", fireLater, now.Add(20*time.Hour)))
	card, told = r.drawn(t)
	if told.Stories != 1 || len(told.Refs) != 2 {
		t.Errorf("told %+v", told)
	}
	contains(t, card, "also reported by [The Echo]", "**New since <t:", "Toll rises in Harwick", "Prosecutor Iven Marsh opened an inquiry", "mill killed 12 people on Monday, the fire service of Harwick said on Tuesday", "“12 people” ([The Later]", "10 people” ([The Herald]")
	if strings.Contains(card, "About 60 firefighters") {
		t.Error(card)
	}
}

// TestNewSinceIsWhenTheStoryWasTold, and not when the digest was posted last; and each edition leads to the one before.
func TestNewSinceIsWhenTheStoryWasTold(t *testing.T) {
	r := newRoom(t)
	r.put(t, from(t, "herald", "The Herald", "Fire kills ten in Harwick", fire, now.Add(-2*time.Hour)))
	first, _ := r.drawn(t)
	r.move(t, seven)
	r.put(t, from(t, "post", "The Post", "Herring law passed", quake, now.Add(time.Hour)))
	r.move(t, seven.AddDate(0, 0, 1))
	r.put(t, from(t, "later", "The Later", "Toll rises in Harwick", fireLater, now.Add(26*time.Hour)))
	card, _ := r.drawn(t)
	contains(t, card, fmt.Sprintf("**New since <t:%d:f>**", seven.Unix()), "[The edition before](https://discord.com/channels/g/c/m)", "The story so far")
	if strings.Contains(first, "edition before") {
		t.Error("the first edition leads to one before it")
	}
}

// TestTheNewestStandsFirst, whether a person added it or a feed.
func TestTheNewestStandsFirst(t *testing.T) {
	n := openNewsstand(t)
	add := func(id string) {
		t.Helper()
		if _, _, err := n.Add(t.Context(), "g", "p", apart(t, id, "Story "+id)); err != nil {
			t.Fatal(err)
		}
		n.pass(t, time.Minute)
	}
	add("first")
	n.add("second")
	n.pass(t, 3*time.Hour)
	add("third")
	n.add("fourth")
	n.pass(t, 3*time.Hour)
	news, err := n.News(t.Context(), "g", desk.Digest{}, n.at)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range news.List {
		got = append(got, strings.TrimSuffix(strings.TrimPrefix(h.Title, "Story "), "."))
	}
	if want := []string{"fourth", "third", "second", "first"}; !slices.Equal(got, want) {
		t.Errorf("listed %v", got)
	}
}

// TestAnItemWithoutAWordIsToldByItsTitle: there is nothing of it to open.
func TestAnItemWithoutAWordIsToldByItsTitle(t *testing.T) {
	for _, sections := range [][]string{nil, {"quotes"}} {
		itemWithoutAWord(t, sections)
	}
}

func itemWithoutAWord(t *testing.T, sections []string) {
	t.Helper()
	n := openNewsstand(t)
	n.set(t, desk.Digest{Sections: sections})
	n.add("signs", "words")
	n.pass(t, 3*time.Hour)
	news, err := n.News(t.Context(), "g", desk.Digest{}, n.at)
	if err != nil || len(news.List) != 2 {
		t.Fatalf("%+v, %v", news.List, err)
	}
	for _, h := range news.List {
		_, err := n.Article(t.Context(), desk.Reader{Guild: "g"}, h)
		if none := errors.Is(err, desk.ErrNoSuchArticle); none != strings.Contains(h.Title, "signs") || !none && err != nil {
			t.Errorf("%s: %v", h.Title, err)
		}
	}
	n.pass(t, 24*time.Hour)
	if told := slices.Concat(n.told()...); !slices.Contains(told, "signs") || !slices.Contains(told, "words") {
		t.Errorf("with %v told %v", sections, told)
	}
}

// unreadable are records of an article that this version cannot read.
var unreadable = map[string]string{"of a newer version": `{"v":99,"data":{}}`, "lost": ""}

// spoil puts another record in place of an article, or none.
func (r *room) spoil(t *testing.T, title, record string) {
	t.Helper()
	list, err := r.Headlines(t.Context(), desk.Reader{Guild: "g"})
	at := slices.IndexFunc(list, func(h desk.Headline) bool { return h.Title == title })
	if err != nil || at < 0 {
		t.Fatalf("%q is not among %v, %v", title, list, err)
	}
	err = r.kv.Update(t.Context(), "guild:g", func(tx store.Tx) error {
		if record == "" {
			return errors.Join(tx.Delete("articles", list[at].Ref), tx.Delete("gists", list[at].Ref))
		}
		return errors.Join(tx.Put("articles", list[at].Ref, []byte(record)), tx.Put("gists", list[at].Ref, []byte(record)))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestADigestTellsOfWhatItCanRead, whatever has become of the rest: of a story by itself, and of one that another tells, too.
func TestADigestTellsOfWhatItCanRead(t *testing.T) {
	for name, record := range unreadable {
		for title, want := range map[string]string{"Old bridge to close": "in Harwick", "Blaze in Harwick": "Fire in Harwick"} {
			r := newRoom(t)
			r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", fire, now))
			r.put(t, from(t, "courier", "The Courier", "Blaze in Harwick", strings.Replace(fire, "firefighters", "volunteers", 1), now))
			r.spoil(t, title, record)
			r.move(t, seven)
			if len(r.wire.posts) != 1 || !strings.Contains(string(r.wire.posts[0].Components), want) || strings.Contains(string(r.wire.posts[0].Components), title) {
				t.Errorf("%q, %s: %d posts: %+v", title, name, len(r.wire.posts), r.wire.posts)
			}
		}
	}
}

// TestNothingIsPostedOfAStoreWithAFault: an edition without its news would count them as told.
func TestNothingIsPostedOfAStoreWithAFault(t *testing.T) {
	for _, kind := range []string{"articles", "gists", "digests"} {
		r := newRoom(t)
		r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", fire, now))
		r.put(t, from(t, "courier", "The Courier", "Blaze in Harwick", strings.Replace(fire, "firefighters", "volunteers", 1), now))
		r.over(lossy{r.kv, false, kind})
		r.move(t, seven)
		if len(r.wire.posts) != 0 {
			t.Errorf("without %s: %s", kind, r.wire.posts[0].Components)
		}
	}
}

// TestWhatAnAdminSaidOfAStoryHolds: two reports are apart, or one story, and it is remembered.
func TestWhatAnAdminSaidOfAStoryHolds(t *testing.T) {
	r := newRoom(t)
	refs := []string{}
	for _, a := range []*briefing.Article{
		from(t, "herald", "The Herald", "Fire kills ten in Harwick", fire, now.Add(-2*time.Hour)),
		from(t, "gazette", "The Gazette", "Mill burns in Harwick", fireElsewhere, now.Add(-time.Hour)),
		from(t, "post", "The Post", "Herring law passed", quake, now.Add(-time.Hour)),
	} {
		h, _, err := r.Add(t.Context(), "g", "p", a)
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, h.Ref)
	}
	count := func() (n int) {
		list, err := r.Stories(t.Context(), desk.Reader{Guild: "g"})
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	before := count()
	if err := r.Judge(t.Context(), "g", refs[0], refs[1], false); err != nil || count() != before+1 {
		t.Errorf("%d stories, then %d: %v", before, count(), err)
	}
	if err := r.Judge(t.Context(), "g", refs[0], refs[2], true); err != nil || count() != before {
		t.Errorf("%d stories, then %d: %v", before, count(), err)
	}
	if err := r.Judge(t.Context(), "g", refs[1], refs[0], true); err != nil || count() != before-1 {
		t.Errorf("%d stories, then %d: %v", before, count(), err)
	}
}
