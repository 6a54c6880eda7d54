package page

import (
	"errors"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/pattern"
	"lede/problem"
	"lede/source/notice"
	"lede/source/page/charset"
	"lede/source/page/sight"
	"lede/source/page/sign"
)

// Notices are removed from an article; a page with nothing else is refused, with the kind of page it is.

// The kinds of pages that are not articles.
var (
	errConsent     = problem.New("page.consent")
	errSubscribers = problem.New("page.subscribers")
	errPlayer      = problem.New("page.player")
	errScript      = problem.New("page.script")
	errLeadsOn     = problem.New("page.leads-on")
	errChallenge   = problem.New("page.challenge")
	errLogIn       = problem.New("page.log-in")
	errNotThere    = problem.New("page.not-there")
	errDenied      = problem.New("page.denied")
	errList        = problem.New("page.list")
	errMaintenance = problem.New("page.maintenance")
	errAge         = problem.New("page.age")
	errParked      = problem.New("page.parked")
	errOutdated    = problem.New("page.outdated")
)

// refusals maps each kind of notice to the problem of a page with nothing else.
var refusals = map[notice.Kind]*problem.Problem{
	notice.Consent: errConsent, notice.Subscription: errSubscribers, notice.Player: errPlayer, notice.Script: errScript, notice.LeadsOn: errLeadsOn,
	notice.Challenge: errChallenge, notice.LogIn: errLogIn, notice.Missing: errNotThere, notice.Denied: errDenied,
	notice.Maintenance: errMaintenance, notice.Age: errAge, notice.Parked: errParked,
	notice.Outdated: errOutdated,
}

const (
	shortestStory    = 60   // bytes of a sentence that may be part of the article
	shortUnderName   = 300  // bytes of text under a title that says what the page is
	longestBeginning = 2500 // bytes that sites show before a wall
	shortestLink     = 20   // bytes of a link that may be a headline
	leastLinks       = 5    // headlines that make a list
	longestTeaser    = 2    // paragraphs
)

// Refusal returns what a page without an article is, according to Read's error; nil for any other error. It has no name yet.
func Refusal(err error) *problem.Problem {
	for _, is := range []*problem.Problem{errNoArticle, charset.ErrUnknown, errList} {
		if errors.Is(err, is) {
			return is
		}
	}
	for _, is := range refusals {
		if errors.Is(err, is) {
			return is
		}
	}
	return nil
}

// story reports whether b can be a sentence of an article: it does not address its reader.
func (b block) story() bool {
	if len(b.text) < shortestStory || !b.sentence() || 2*b.linked >= len(b.text) || b.addresses() {
		return false
	}
	return notice.In(b.text) == ""
}

// addresses reports whether b addresses the reader outside of a quotation.
func (b block) addresses() bool { return notice.Addresses(b.text) && !notice.Tells(b.text) }

// strips reports whether b is a notice of a kind that is also removed from articles.
func (b block) strips() bool {
	return b.addresses() && notice.In(b.text).Strips() // the first is quick, and hardly any text does
}

// unnoticed removes the notices from the page, each with the box around it if that has little else: readability would take a
// long one for the article. any is false if there are none, neither to remove nor to leave.
func unnoticed(doc *html.Node, whole []block) (any bool) {
	w := weights{own: map[int]weight{}}
	for _, b := range whole {
		x := w.own[b.of]
		x.all += len(b.text)
		strips, call := b.strips(), b.isCall()
		if strips {
			x.notices += len(b.text)
		}
		if call {
			x.calls += len(b.text)
		}
		w.any = w.any || strips || call
		asks := strips || call || b.isHeading()
		x.story = x.story || b.story()
		x.sentence = x.sentence || !asks && b.sentence()
		w.own[b.of] = x
	}
	if w.any {
		w.strip(doc)
	}
	return w.any
}

// weight is how much text an element has, in bytes, how much of that in notices and in calls to the reader, whether it tells a
// story, and whether it has any other sentence than those.
type weight struct {
	all, notices, calls int
	story, sentence     bool
}

type weights struct {
	own map[int]weight // the elements' own weights by number, without their children
	any bool
}

// strip removes the boxes of notices from n; the rest of n counts towards the weight of its parent.
func (w weights) strip(n *html.Node) weight {
	var sum weight
	if of, ok := numberOf(n); ok {
		sum = w.own[of]
	}
	var boxes []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		x := w.strip(c)
		sum.all += x.all
		sum.notices += x.notices
		sum.calls += x.calls
		sum.story = sum.story || x.story
		sum.sentence = sum.sentence || x.sentence
		if x.isNotice() && !sight.HoldsArticle(c) {
			boxes = append(boxes, c)
		}
	}
	if !sum.isNotice() || sight.HoldsArticle(n) {
		for _, c := range boxes {
			n.RemoveChild(c)
		}
	}
	return sum
}

// isNotice reports whether an element has little else than notices, or is a box of calls under a heading. A box with
// another sentence may be the story’s.
func (w weight) isNotice() bool {
	notices := w.notices > 0 && !w.story && 2*w.notices >= w.all
	return notices || w.calls > 0 && !w.sentence && 2*w.calls >= w.all
}

func (b block) isHeading() bool {
	switch b.kind {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// isCall reports whether b is a call to the reader that no story makes.
func (b block) isCall() bool {
	return len(b.text) <= longestSign && sign.Is(b.text) && sign.Calls(b.text)
}

// noArticle returns what a page is that shows something other than an article, nil for an article. found is what would be taken
// for its text.
func noArticle(e embedded, title string, whole, found []block) error {
	story := without(found, func(b block) bool { return !b.story() })
	for _, name := range []string{title, e.h1, e.title} {
		if k := notice.OfTitle(name); k != "" && size(story) <= shortUnderName {
			return refusals[k]
		}
	}
	if isList(found) || isFront(e, whole) {
		return errList
	}
	if len(story) > 0 {
		return nil
	}
	said := map[notice.Kind]int{}
	for _, b := range whole {
		if k := notice.In(b.text); k != "" {
			said[k] += len(b.text)
		}
	}
	var most notice.Kind
	for _, k := range notice.Kinds() {
		if said[k] > 2*said[most] { // nothing is said before the first
			most = k
		}
	}
	other := size(without(found, func(b block) bool { return notice.In(b.text) != "" }))
	if most == "" || 2*said[most] < size(without(found, block.addresses)) || 6*said[most] < other {
		return nil
	}
	return refusals[most]
}

// longestPasted is the longest text, in bytes, that may consist of such a page's words alone.
const longestPasted = 2000

// Pasted returns what kind of page without an article a text without markup was copied from; nil if it may be an article.
func Pasted(text string) error {
	if len(text) > longestPasted {
		return nil
	}
	var lines []block
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, block{text: line})
		}
	}
	return noArticle(embedded{}, "", lines, lines)
}

// isList reports whether the blocks found are a list of links to articles, each with a line of its own at most. A box of links
// beside a short article is none.
func isList(found []block) bool {
	links, told := 0, 0
	for _, b := range found {
		switch {
		case 10*b.linked >= 9*len(b.text) && len(b.text) >= shortestLink && !b.beside:
			links++
		case b.story():
			told++
		}
	}
	return links >= leastLinks && links >= told
}

// isFront reports whether a page without a headline of its own shows headlines that are links, each with a line or two from its
// article, as front pages do.
func isFront(e embedded, whole []block) bool {
	if len(strings.Fields(e.h1)) >= fewestHeadWords || e.ld.Headline != "" || e.h1s > 1 {
		return false
	}
	teased, run := 0, 0 // run counts the paragraphs since the last link
	linked := false     // the last block was a link, or a label below it
	for _, b := range whole {
		switch {
		case b.kind != atom.P && 10*b.linked >= 9*len(b.text) && len(b.text) >= shortestLink:
			linked, run = true, 0
		case b.paragraph() && len(b.text) >= shortestStory: // a teaser may end with “More”
			if run++; linked {
				teased++
			}
			linked = false
		}
		if run > longestTeaser {
			return false
		}
	}
	return teased >= leastLinks
}

// walls matches words by which a paywall says that there is more: many pages also advertise below a whole article.
var walls = pattern.Of(`(?i)\b(?:read|reading|rest of|only|reserved|limit|unlock|unlimited|full access|premium)\b|\b(?:weiterlesen|weiterzulesen|lire la suite|seguir leyendo|continuar lendo|continua a leggere)\b|abonnés|suscriptores|assinantes|abbonati|передплатник|` +
	`läsa|prenumerant|lese|læse|abonnent|tilaaj|koko|předplatitel|predplatiteľ|előfizető|folytat|συνδρομητ|συνεχίσετε|abone|abona[țţ]|devam|pretplatni|абонат|מנוי|להמשיך|مشترك|أعضاء|القراءة|सदस्य|पढ़ने|pelanggan|membaca|thành viên|hội viên|สมาชิก|有料|残り|続き|会員|会员|會員|订阅|訂閱|付费|付費|유료|구독|전체`)

// onlyBeginning reports whether a paywall follows the end of the text that was found.
func onlyBeginning(whole, found []block) bool {
	if len(found) == 0 || size(found) > longestBeginning {
		return false
	}
	last, wall := -1, -1
	for i, b := range whole {
		if b.text == found[len(found)-1].text {
			last = i
		}
		if notice.In(b.text) == notice.Subscription && walls().MatchString(b.text) {
			wall = i
		}
	}
	return last >= 0 && wall > last
}
