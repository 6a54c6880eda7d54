package page

import (
	"errors"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/problem"
)

// Sites speak to their readers where the article stands, or would stand: to ask for consent, money or a log-in, or to say that
// they show nothing. Such words are never news; a page that has no others is refused with what it is.

// notice is one kind of what sites say to their readers.
type notice struct {
	is    *problem.Problem // what a page is that says nothing else
	hints string           // one of these stands in every such text; looking for them is cheap
	words *regexp.Regexp
	strip bool // it also stands around articles, and is taken off them
}

// What a page is that is no article.
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
)

// The kinds of notices.
var (
	consent = notice{errConsent, "cookie cooki куки partner consent privacy choice preference information sale accept reject allow agree before", notices(
		`\b(?:we|(?:this|our) (?:web)?sites?|partners)\b.{0,90}\b(?:us(?:e|es|ing)|stores?|sets?|places?)\b.{0,80}\bcookies?\b`,
		`\bstore and(?:/or| or)? access information on (?:a|your) device`,
		`\byour (?:privacy |cookie )?(?:choices?|preferences|settings|consent)\b.{0,120}\b(?:cookies?|partners|privacy|consent|vendors|(?:at )?any ?time)\b`,
		`\b(?:by (?:clicking|continuing|using|pressing|selecting))\b.{0,140}\b(?:cookies?|agree|consent)\b`,
		`\b(?:manage|accept|reject|allow|decline|refuse|customi[sz]e)(?: all)?(?: your| my| the)? (?:cookies?|choices|preferences)\b`,
		`\bopt[- ]out of the sale\b|\bchoices will be signal|\bwe (?:value|care about|respect) your privacy\b|^before you continue\b|^your privacy\b`,
		`\b(?:verwenden|utilisons|utilizamos|usamos|utilizziamo|gebruiken|används|используем|використовуємо)\b.{0,80}\b(?:cooki|куки)`,
		`^(?:accept|reject|allow|agree)(?: all| and (?:continue|close))?\.?$`), true}
	subscription = notice{errSubscribers, "read subscri member account trial articles stories article story premium cancel", notices(
		`\b(?:to|and|please) (?:continue|keep|go on) reading\b|\bcontinue reading (?:with|by|for|this)\b`,
		`\b(?:subscribe|register|join|member|membership|trial|offer|account|sign (?:in|up)|log in)\b.{0,80}\b(?:read|see|unlock|view|access) (?:the (?:rest|full|whole|entire)|this|all of this|full|unlimited|all)\b`,
		`\b(?:read|unlock|see) (?:the (?:rest|full|whole|entire)|this) (?:of )?(?:this |the )?(?:article|story|report|text)\b.{0,80}\b(?:subscri|member|account|log in|sign in|trial)`,
		`\bsubscriber[- ](?:only|exclusive)\b|\b(?:only|exclusive(?:ly)?|reserved)(?: available| open)? (?:to|for) (?:our )?(?:paying )?(?:subscribers|members)\b|\bfor (?:subscribers|members) only\b`,
		`\byou(?:.ve| have) (?:reached|used|read|hit)\b.{0,50}\b(?:limit|articles|stories)\b|\b(?:free )?(?:articles|stories) (?:left|remaining)\b`,
		`\balready (?:a (?:subscriber|member)|subscribed?|have an? (?:account|subscription))\b`,
		`\bsubscribe (?:now|today|to|for)\b.{0,80}(?:\bunlimited\b|\bfull access\b|\bread\b|\bcontinue\b|\bunlock\b|[$£€]|\bfor (?:only|just|as little)\b)`,
		`\b(?:cancel (?:at )?any ?time|start your (?:free )?trial)\b`,
		`\bthis (?:article|story|content|report) is (?:only |exclusively )?(?:for|available to|reserved for)\b.{0,20}\b(?:subscribers|members|registered)\b`,
		`\b(?:the rest of this (?:article|story)|this is a premium)\b`), true}
	player = notice{errPlayer, "video media clip player stream audio recording content", notices(
		`\b(?:this|the) (?:video|media|clip|player|stream|audio|recording)\b.{0,40}\b(?:can ?not|can.t|could not|couldn.t|not (?:be )?(?:available|supported)|unavailable)\b`,
		`\bbrowser does(?:n.t| not) support\b.{0,40}\b(?:video|audio|media|player)\b|\bto (?:play|watch|view) this (?:video|clip|stream|content)\b`), true}
	script = notice{errScript, "script", notices(
		`\b(?:enable|turn on|allow|activate|switch on|requires?|needs?) java ?script\b|\bjava ?script (?:is|must be|needs to be|to be)\b.{0,30}\b(?:disabled|required|enabled|off|on)\b|\bwithout java ?script\b`), true}
	leadsOn = notice{errLeadsOn, "redirect happens", notices(
		`^(?:you are being |you will be )?redirect(?:ing|ed)\b|\bif (?:nothing happens|you are not (?:automatically )?redirected|your browser does not redirect)\b`), false}
	challenge = notice{errChallenge, "checking verif human robot bot moment step attention security traffic ddos captcha browser person ray", notices(
		`\b(?:checking|verifying)\b.{0,30}\b(?:your browser|(?:the )?(?:site )?connection|you are human|that you)\b|^(?:just a|one) moment\b|\bis being (?:verified|checked)\b|^one more step\b|^attention required\b|^security (?:check|verification)\b`,
		`\b(?:verify|confirm|make sure|prove|check|show)\b.{0,20}\byou(?:.re| are)(?: not)?(?: an?)?(?: real)? (?:human|robot|bot|person)\b|\bare you (?:a|not a) (?:robot|human)\b|\bnot a robot\b`,
		`\bunusual (?:traffic|activity)\b|\bddos protection\b|\bcomplete the (?:security check|captcha)\b|\bsecurity of your connection\b|\bray id\b|\bwhile we (?:check|verify)\b`), false}
	logIn = notice{errLogIn, "log sign password account member e-mail email user", notices(
		`\b(?:please|must|need to|have to|be) (?:log|sign|logged|signed)[- ]?in\b|^(?:log|sign)[- ]?in\b|\b(?:log|sign) in (?:to|with|or)\b`,
		`\bforgot(?:ten)?(?: your)? password\b|\benter your (?:e-?mail|password|user ?name)\b|\b(?:don.t|do not) have an account\b|\bnot a member yet\b`), false}
	missing = notice{errNotThere, "page 404 not found longer removed deleted moved find", notices(
		`\b(?:page|article|story|link|url|address|content|site)\b.{0,60}\b(?:not (?:be )?found|no longer (?:exists?|available|here)|does(?:n.t| not) exist|(?:has been|was|have been) (?:moved|removed|deleted|taken down)|can(?: ?not|.t) be found)\b`,
		`^(?:error )?404$|\berror 404\b|\b404(?: error|:| [-–—]| not found| page)|^not found\b|\b(?:couldn.t|can ?not|can.t|could not|unable to) find\b.{0,40}\b(?:page|article|story|looking for)\b|\bpage you(?:.re| are|.ve| have| were)? (?:requested|looking|tried|asked)\b`), false}
	denied = notice{errDenied, "access permission 403 forbidden blocked available", notices(
		`\baccess\b.{0,60}\b(?:denied|blocked|forbidden|restricted)\b|\byou (?:don.t|do not) have (?:permission|access)\b|^(?:error )?403$|\berror 403\b|\b403(?: error|:| [-–—]| forbidden)|^forbidden\b|\byou have been blocked\b`,
		`\b(?:not|un)[- ]?available (?:in|to|for)\b.{0,40}\b(?:country|region|location|area|european|legal reasons|visitors)\b`), false}
)

func notices(of ...string) *regexp.Regexp { return regexp.MustCompile(strings.Join(of, "|")) }

func kinds() []notice {
	return []notice{consent, challenge, denied, missing, subscription, logIn, player, script, leadsOn}
}

const (
	longestNotice    = 900  // bytes
	shortestLine     = 80   // bytes of a line that is a notice without speaking to anybody
	shortestStory    = 60   // bytes of a sentence that may be the article's
	shortUnderName   = 300  // bytes of text under a title that says what the page is
	longestBeginning = 2500 // bytes that sites show before a wall
	shortestLink     = 20   // bytes of a link that may be a headline
	leastLinks       = 5    // headlines that make a list
)

// noticeIn tells which kind of notice a text is, if it is one.
func noticeIn(text string) (notice, bool) {
	if len(text) > longestNotice || tells(text) {
		return notice{}, false
	}
	lower := strings.ReplaceAll(strings.ToLower(text), "’", "'")
	for _, k := range kinds() {
		for hint := range strings.FieldsSeq(k.hints) {
			if strings.Contains(lower, hint) {
				if (k.strip || len(text) <= shortestLine || addresses(text)) && k.words.MatchString(lower) {
					return k, true
				}
				break
			}
		}
	}
	return notice{}, false
}

// addresses tells whether a text speaks to its reader, or is of the site itself.
func addresses(text string) bool {
	return hasWord(text, func(word string) bool {
		switch word {
		case "you", "your", "we", "our", "us", "please", "this", "cookies", "subscriber", "subscribers", "subscribe", "member", "members",
			"accept", "reject", "allow", "agree", "sign", "log", "enable", "wir", "nous", "javascript":
			return true
		}
		return false
	})
}

// tells tells whether a text is told as stories are: then it is news, even about such notices.
func tells(text string) bool {
	return strings.ContainsAny(text, "\"“”«»") || hasWord(text, func(word string) bool {
		switch word {
		case "said", "says", "told", "asked", "were", "had", "did", "according":
			return true
		}
		return false
	})
}

func hasWord(text string, is func(string) bool) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !isWord(r) }) {
		if is(strings.ToLower(word)) {
			return true
		}
	}
	return false
}

// Refusal is what a page is that has no article, as Read told it; nil for any other error. It has no name yet.
func Refusal(err error) *problem.Problem {
	for _, is := range []*problem.Problem{errNoArticle, errCharset, errList} {
		if errors.Is(err, is) {
			return is
		}
	}
	for _, k := range kinds() {
		if errors.Is(err, k.is) {
			return k.is
		}
	}
	return nil
}

// story tells whether b can be a sentence of an article: it does not speak to its reader.
func (b block) story() bool {
	if len(b.text) < shortestStory || !b.sentence() || 2*b.linked >= len(b.text) || b.addresses() {
		return false
	}
	_, is := noticeIn(b.text)
	return !is
}

// addresses tells whether b speaks to the reader outside of a quotation.
func (b block) addresses() bool { return addresses(b.text) && !tells(b.text) }

// strips tells whether b is a notice that is taken off articles too.
func (b block) strips() bool {
	k, is := noticeIn(b.text)
	return is && k.strip && b.addresses()
}

// unnoticed takes the notices off the page, each with the box around it that says little else: readability would take a long
// one for the article.
func unnoticed(doc *html.Node, whole []block) {
	w := weights{own: map[int]weight{}}
	for _, b := range whole {
		x := w.own[b.of]
		x.all += len(b.text)
		if b.strips() {
			x.notices += len(b.text)
			w.any = true
		}
		x.story = x.story || b.story()
		w.own[b.of] = x
	}
	if w.any {
		w.strip(doc)
	}
}

// weight is how much an element says, in bytes, how much of it in notices, and whether a story is told in it.
type weight struct {
	all, notices int
	story        bool
}

type weights struct {
	own map[int]weight // of the elements by their numbers, without what they hold
	any bool
}

// strip takes the boxes of notices out of n; what is left of n is weighed by who holds it.
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
		sum.story = sum.story || x.story
		if x.isNotice() && !holdsArticle(c) {
			boxes = append(boxes, c)
		}
	}
	if !sum.isNotice() || holdsArticle(n) {
		for _, c := range boxes {
			n.RemoveChild(c)
		}
	}
	return sum
}

func (w weight) isNotice() bool { return w.notices > 0 && !w.story && 2*w.notices >= w.all }

func holdsArticle(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article:
		return true
	}
	return n.Type == html.DocumentNode
}

// noArticle tells what a page is that shows something else than an article, nil for an article. found is what would be taken
// for its text.
func noArticle(e embedded, title string, whole, found []block) error {
	story := without(found, func(b block) bool { return !b.story() })
	for _, name := range []string{title, e.h1, e.title} {
		if k, is := named(name); is && size(story) <= shortUnderName {
			return k.is
		}
	}
	if isList(found) {
		return errList
	}
	if len(story) > 0 {
		return nil
	}
	said := map[*problem.Problem]int{}
	for _, b := range whole {
		if k, is := noticeIn(b.text); is {
			said[k.is] += len(b.text)
		}
	}
	var most *problem.Problem
	for _, k := range kinds() {
		if said[k.is] > 0 && (most == nil || said[k.is] > 2*said[most]) {
			most = k.is
		}
	}
	other := size(without(found, func(b block) bool { _, is := noticeIn(b.text); return is }))
	if most == nil || 2*said[most] < size(without(found, block.addresses)) || 6*said[most] < other {
		return nil
	}
	return most
}

// named tells which kind of page a title, without the site's name after it, is the title of.
func named(title string) (notice, bool) {
	title, _, _ = strings.Cut(title, " | ")
	title, _, _ = strings.Cut(title, " - ")
	title = strings.ToLower(strings.TrimSpace(title))
	k, is := noticeIn(title)
	if !is || k.strip {
		return k, false
	}
	at := k.words.FindStringIndex(title)
	return k, 10*(at[1]-at[0]) >= 7*len(title)
}

// isList tells whether what was found is a list of links to articles, each with a line of its own at most.
func isList(found []block) bool {
	links, told := 0, 0
	for _, b := range found {
		switch {
		case 10*b.linked >= 9*len(b.text) && len(b.text) >= shortestLink:
			links++
		case b.story():
			told++
		}
	}
	return links >= leastLinks && links >= told
}

// walls are words by which a notice to subscribers says that there is more: many pages ask below a whole article too.
var walls = regexp.MustCompile(`(?i)\b(?:read|reading|rest of|only|reserved|limit|unlock|unlimited|full access|premium)\b`)

// onlyBeginning tells whether a wall stands where the text that was found ends.
func onlyBeginning(whole, found []block) bool {
	if len(found) == 0 || size(found) > longestBeginning {
		return false
	}
	last, wall := -1, -1
	for i, b := range whole {
		if b.text == found[len(found)-1].text {
			last = i
		}
		if k, is := noticeIn(b.text); is && k.is == subscription.is && walls.MatchString(b.text) {
			wall = i
		}
	}
	return last >= 0 && wall > last
}
