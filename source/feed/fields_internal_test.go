package feed

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"

	"lede/source/feed/gate"
)

func TestWhatIsForMembersOnly(t *testing.T) {
	item := func(custom map[string]string) rawItem { return rawItem{Item: &gofeed.Item{Custom: custom}} }
	for name, values := range map[string]map[string]bool{
		"premium":             {"true": true, "Yes": true, " 1 ": true, "paid": true, "locked": true, "false": false, "": false, "0": false},
		"is_premium":          {"1": true},
		"access":              {"members only": true, "Paid": true, "subscribers": true, "abo": true, "restricted": true, "closed": true, "paywall": true, "1": true, "free": false, "public": false, "": false},
		"access_level":        {"premium content": true, "open": false},
		"isaccessibleforfree": {"false": true, "No": true, "0": true, "true": false, "": false},
		"color":               {"premium": false},
	} {
		for value, want := range values {
			if got := item(map[string]string{name: value}).membersOnly(Item{}); got != want {
				t.Errorf("%s %q is for members: %v", name, value, got)
			}
		}
	}
	rights := rawItem{Item: &gofeed.Item{Extensions: ext.Extensions{"dcterms": {"accessrights": {{Value: "Restricted access"}}}}}}
	if !rights.membersOnly(Item{}) {
		t.Error("rights of access are not read")
	}
	says, filler := "This post is for paid subscribers", strings.Repeat("a ", 4*600)
	for name, c := range map[string]struct {
		item Item
		want bool
	}{
		"a tag": {Item{Tags: []string{"news", "Members only"}}, true}, "another": {Item{Tags: []string{"membership"}}, false},
		"a mark": {Item{Title: "[Premium] A"}, true}, "its word": {Item{Title: "Premium petrol"}, false},
		"a teaser": {Item{Teaser: says}, true}, "what it begins with": {Item{Teaser: says + " " + filler}, true},
		"what it ends with": {Item{Teaser: filler + says}, true}, "not what stands in it": {Item{Teaser: filler + says + ". " + filler}, false},
		"the end of the text": {Item{Content: "<p>" + filler + "</p><p>" + says + "</p>"}, true}, "not its beginning": {Item{Content: says + ". " + filler + filler}, false},
		"none": {Item{Title: "A", Teaser: "B", Content: "C", Tags: []string{"D"}}, false},
	} {
		if got := c.item.saysMembers(); got != c.want {
			t.Errorf("%s is for members: %v", name, got)
		}
	}
}

// TestEverySentenceForMembersHasAHint: else it is never looked for.
func TestEverySentenceForMembersHasAHint(t *testing.T) {
	for _, said := range []string{
		"This post is for paid subscribers", "The full story is available to our members", "The rest of this article is reserved for supporters", "This episode is exclusively for patrons",
		"For paying subscribers only", "To members only", "A subscriber-only post", "A member only article", "A members-only story", "Subscribers only: the ferry", "Members-only",
		"Article réservé aux abonnés", "Abopflichtiger Inhalt", "Nur für Abonnenten", "Nur für Mitglieder", "Nur für Plus-Mitglieder", "Sólo para suscriptores", "Sólo para socios", "Riservato agli abbonati",
		"Become a member to read the rest", "Become a paid subscriber to unlock this", "Subscribe to continue reading the full story", "Upgrade to read this", "Upgrade to paid to see the whole text", "Join to read the entire text", "Please join to unlock this",
	} {
		if !membersText().MatchString(said) || !membersSays(said) {
			t.Errorf("%q: is for members %v, is looked at %v", said, membersText().MatchString(said), membersSays(said))
		}
	}
	for _, said := range []string{"Members only had a week to decide.", "Subscribers only learned of it on Monday."} {
		if membersText().MatchString(said) {
			t.Errorf("%q is for members", said)
		}
	}
	for _, title := range []string{"(S+) a", "[Premium] a", "SZ+ | a", "WELT+: a", "PREMIUM: a", "PREMIUM | a", "🔒 a", "(Paywall) a", "a (paywall)", "a (€)", "a 🔒"} {
		if !membersMark().MatchString(title) || !(Item{Title: title}).saysMembers() {
			t.Errorf("%q is for members", title)
		}
	}
}

func TestAuthorsAndTagsAreTidied(t *testing.T) {
	for want, names := range map[string][]string{
		"Ann": {" <b>Ann</b> ", "ANN", ""}, "Ann, Bob": {"Ann", "Bob", "ann"}, "": {"a@b.example", "https://a.example", "", "Unknown", "admin", "noreply@blogger.example (Unknown)"}, "Admin Bell": {"Admin Bell", "Unknown author"},
		"Cleo": {"c@b.example (Cleo)", "c@b.example (By Cleo c@b.example)"}, "Dora Byrne": {"By Dora Byrne", "Dora Byrne <d@b.example>", "d@b.example Dora Byrne"}, "Byrne": {"Byrne"}, "سامي العلي": {"كتب: سامي العلي", "بقلم سامي العلي"}, "יעל ברק": {"מאת: יעל ברק"}, "अमित रंजन": {"लेखक: अमित रंजन"}, "Von Hagen": {"Von Hagen"}, "Ute Klamm": {"Autorin: Ute Klamm", "Von: Ute Klamm"}, "刘洋": {"文／刘洋", "作者：刘洋"}, "Di (North)": {"Di (North)"}, "A, B, C, D, E": {"A", "B", "C", "D", "E", "F"},
		strings.Repeat("x", 100): {strings.Repeat("x", 101)},
	} {
		if got := authors(names); got != want {
			t.Errorf("%q: %q, want %q", names, got, want)
		}
	}
	var many []string
	for n := range 20 + 1 {
		many = append(many, fmt.Sprint("t", n))
	}
	if got := tidyTags(many); len(got) != 20 {
		t.Errorf("%d tags", len(got))
	}
	tags := tidyTags([]string{"A", "a", "", "https://x.example", "<i>B</i>", strings.Repeat("c", 100), strings.Repeat("d", 101)})
	if got := strings.Join(tags, "|"); got != "A|B|"+strings.Repeat("c", 100) {
		t.Error(got)
	}
}

func TestWhatTellsAnItem(t *testing.T) {
	for address, want := range map[string]string{
		"/a-4711022": "/4711022", "/a-4711022.html": "/4711022", "/4711022-a": "/4711022", "/x/4711022,a": "/x/4711022", "/a-471102": "/471102", "/a-47110": "", "/4711022": "/4711022",
		"/a-20230102": "", "/a-19230102": "", "/a-2023010": "h/2023010"[1:], "/a-1923010": "/1923010", "/a-471000": "", "/a-471001": "/471001", "/a": "", "": "", "/ab4711022": "/4711022", "/abc4711022": "",
		"4711022": "4711022",
	} {
		if want != "" {
			want = "h" + want
		}
		if got := storyOf("h", address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
	for text, want := range map[string]bool{"<a": true, "</": true, "<!": true, "<1": false, "< ": false, "<": false} {
		if beginsTag(text) != want {
			t.Errorf("%s begins a tag: %v", text, !want)
		}
	}
	words := func(text string) string { return (&Item{Title: "A", Teaser: text}).words() }
	long := strings.Repeat("x", 512)
	for _, c := range [][2]string{{"a b", "ab"}, {"a<b>c", "ac"}, {"a <b class='c'>d", "ad"}} {
		if words(c[0]) != words(c[1]) {
			t.Errorf("%q does not say the same as %q", c[0], c[1])
		}
	}
	for _, c := range [][2]string{{"a", "b"}, {"a < b", "a < c"}, {"ab", "a"}, {long + "a", long + "b"}, {"b" + long, "c" + long}, {long, ""}, {long + long, long}} {
		if words(c[0]) == words(c[1]) {
			t.Errorf("%.9q says the same as %.9q", c[0], c[1])
		}
	}
	if (&Item{Title: "A", Teaser: "x", Content: "y"}).words() != words("y") {
		t.Error("the teaser counts beside the text")
	}
	if words("a") == (&Item{Title: "B", Teaser: "a"}).words() {
		t.Error("the title does not count")
	}
}

func TestWhatADocumentIsInstead(t *testing.T) {
	controls := func(n int) string { return strings.Repeat("\x01", n) + strings.Repeat("a", (1<<10)-n) }
	for data, want := range map[string]string{
		"%PDF-1.7": "PDF", "GIF89a": "GIF", "text": "", "": "", controls((1 << 10) / 50): "", controls((1<<10)/50 + 1): "binary", "\t\r\n a": "", "<\x00r\x00s\x00s\x00": "",
		strings.Repeat("a", 1<<10) + strings.Repeat("\x01", 100): "",
	} {
		if got := fileKind([]byte(data)); got != want {
			t.Errorf("%.9q is %q, want %q", data, got, want)
		}
	}
	code := func(document string) string {
		return strings.TrimPrefix(fmt.Sprint(whatElse([]byte(document), []byte(document))), "problem ")
	}
	filler := "<p>" + strings.Repeat("a ", longNotice) + "</p>"
	notice := "<html><body><p>We use cookies. Please accept our cookie preferences.</p>"
	if a, b := code("<html><body><p>under maintenance</p>"), code("<html><body>"+filler+"<p>under maintenance</p>"); a == b {
		t.Errorf("a long page that mentions it is one under maintenance: %s", a)
	}
	if a, b := code(notice), code(notice+filler); a == b {
		t.Errorf("a long page with a line for consent does nothing else: %s", a)
	}
	if code("<html><title>404</title>") != code("<html><title>404</title>"+filler) {
		t.Error("the title of a long page does not tell that it is not there")
	}
}

func TestAFeedTellsHowOftenItChanges(t *testing.T) {
	for head, want := range map[string]string{
		"<ttl>60</ttl>": "1h0m0s", "<ttl>1</ttl>": "1m0s", "<ttl>0</ttl>": "0s", "<ttl>-5</ttl>": "0s", "<ttl>999999999999</ttl>": maxEvery.String(), "": "0s",
		"<sy:updatePeriod>hourly</sy:updatePeriod>": "1h0m0s", "<sy:updatePeriod>never</sy:updatePeriod>": "0s",
		"<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>": "12h0m0s",
		"<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>": "24h0m0s",
		"<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>": "24h0m0s",
	} {
		f, err := Parse([]byte("<rss><channel>"+head+"</channel></rss>"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if f.Every.String() != want {
			t.Errorf("%s: every %s, want %s", head, f.Every, want)
		}
	}
}

// TestXHTMLIsReadUnderAnyPrefix: paragraphs of an Atom text stay paragraphs, whatever the document calls XHTML and wherever it says so.
func TestXHTMLIsReadUnderAnyPrefix(t *testing.T) {
	const xhtml = `xmlns:xh="http://www.w3.org/1999/xhtml"`
	for name, where := range map[string][2]string{"at the root": {xhtml, ""}, "in the text": {"", xhtml}} {
		doc := `<feed ` + where[0] + ` xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><title>Crane falls</title><id>urn:1</id>` +
			`<content type="xhtml"><xh:div ` + where[1] + `><xh:p>The crane fell.</xh:p><xh:p>It was 9:00.</xh:p></xh:div></content></entry></feed>`
		f, err := Parse([]byte(doc), Options{})
		if err != nil || len(f.Items) != 1 || !strings.Contains(f.Items[0].Content, "<p>The crane fell.</p><p>It was 9:00.</p></div>") {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

// TestMembersAreToldOfAtBothEndsOfAText, and the middle of a long one is not looked at.
func TestMembersAreToldOfAtBothEndsOfAText(t *testing.T) {
	const said = " This post is for paid subscribers "
	for name, c := range map[string]struct {
		before, after int
		want          bool
	}{
		"alone": {0, 0, true}, "at the beginning": {0, 5000, true}, "at the end": {5000, 0, true}, "in the middle": {5000, 5000, false},
		"in the first part": {600 - len(said), 5000, true}, "behind it": {600 - len(said) + 2, 5000, false},
		"in the last part": {5000, 600 - len(said), true}, "before it": {5000, 600 - len(said) + 2, false},
		"in a text of both parts": {600 - len(said)/2, 600 - len(said) + len(said)/2, true}, "in a longer one": {600 - len(said)/2, 600 - len(said) + len(said)/2 + 1, false},
	} {
		if got := membersSays(strings.Repeat("x", c.before) + said + strings.Repeat("x", c.after)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	for text, want := range map[string]bool{"true": true, " Paid ": true, "paywall": true, "no": false, "": false, "truth": false} {
		if yes(text) != want {
			t.Errorf("%q says yes: %v", text, !want)
		}
	}
}

// TestWhatIsLeftOfAnEmptyPart is nothing, and nothing breaks.
func TestWhatIsLeftOfAnEmptyPart(t *testing.T) {
	for typed, want := range map[string]string{"feed:": "", "FEED:feed:": "", "feed:a": "a", "feed://a.example": "https://a.example", "fee": "fee", "": ""} {
		if got := Tidy(typed); got != want {
			t.Errorf("%q is tidied to %q, want %q", typed, got, want)
		}
	}
	const picture = `<img src="https://a.example/b.jpg">`
	if got := content(picture, "x"); got != picture {
		t.Errorf("a picture that is longer than the description: %q", got)
	}
	if got := content(picture, strings.Repeat("x", len(picture))); got != picture {
		t.Errorf("a picture that is as long: %q", got)
	}
	if got := content(picture, strings.Repeat("x", len(picture)+1)); got != "" {
		t.Errorf("a picture that is shorter: %q", got)
	}
	tags := make([]string, 30)
	for i := range tags {
		tags[i] = fmt.Sprint("tag ", i)
	}
	if got := tidyTags(tags); len(got) != 20 {
		t.Errorf("%d tags", len(got))
	}
	if got := authors([]string{"A", "B", "C", "D", "E", "F"}); got != "A, B, C, D, E" {
		t.Errorf("%s", got)
	}
}

// TestAWritersNameIsPreferredToTheAddressOfAnAuthor, which is all that RSS allows in its own element.
func TestAWritersNameIsPreferredToTheAddressOfAnAuthor(t *testing.T) {
	for fields, want := range map[string]string{
		"<author>desk@post.example (The Post)</author><dc:creator>Ann Lee</dc:creator>": "Ann Lee",
		"<dc:creator>Ann Lee</dc:creator><dc:creator>Tom Bay</dc:creator>":              "Ann Lee, Tom Bay",
		"<author>ann@post.example (Ann Lee)</author>":                                   "Ann Lee",
	} {
		f, err := Parse([]byte(`<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>P</title><item><title>Pier shut</title><link>https://post.example/a</link>`+fields+`</item></channel></rss>`), Options{})
		if err != nil || len(f.Items) != 1 || f.Items[0].Author != want {
			t.Errorf("%s: %+v, %v", fields, f, err)
		}
	}
}

func TestTheBetterDateOfAnItemCounts(t *testing.T) {
	for item, want := range map[string]int{
		"<updated>2021</updated>": 0, "<updated>2021-01-05</updated>": 2021, "<issued>2020-01-05</issued><updated>2021-01-05</updated>": 2021,
		"<pubdate>never</pubdate><dc:date><![CDATA[2022-01-05]]></dc:date>": 2022, "<title>2021-01-05</title>": 0,
	} {
		at := dateIn([]byte(item))
		if want == 0 && !at.IsZero() || want != 0 && at.Year() != want {
			t.Errorf("%s is of %v", item, at)
		}
	}
}

// TestWhatDrupalWritesBeforeATextIsNoPartOfIt: the title, the author and the date, glued together.
func TestWhatDrupalWritesBeforeATextIsNoPartOfIt(t *testing.T) {
	fields := `
<span class="field field--name-title field--type-string field--label-hidden">Bridge opens</span>
<span class="field field--name-uid field--type-entity-reference field--label-hidden"><span lang="" about="/user/5">press.office</span></span>
<span class="field field--name-created field--type-created field--label-hidden"><time datetime="2026-03-02T08:00:00+00:00">Mon, 03/02/2026 - 08:00</time></span>
`
	for before, want := range map[string]string{fields: "The bridge is open again.", `<span class="field">Ellery.</span>`: "Ellery.\nThe bridge is open again.", "": "The bridge is open again."} {
		description := before + `<div class="clearfix text-formatted field field--name-body"><p>The bridge is open again.</p></div>`
		i := rawItem{Item: &gofeed.Item{Title: "Bridge opens", Description: description}, Document: &gate.Document{}}.item()
		if i.Teaser != want || strings.Contains(i.Content, "press.office") {
			t.Errorf("after %q: teaser %q, content %q", before, i.Teaser, i.Content)
		}
	}
}
