// Package notice knows what sites say to their readers in or in place of an article or a feed: to ask for consent, money or a
// log-in, or to say that they show nothing. Such words are never news.
//
// A text goes in, and the kind of notice it is comes out. The package refuses to know about markup: what a page or a feed is
// that has nothing else is for its reader to decide.
package notice

import (
	_ "embed"
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"lede/pattern"
)

// Kind is a kind of notice.
type Kind string

// The kinds of notices.
const (
	Consent      Kind = "consent"
	Subscription Kind = "subscription"
	Player       Kind = "player"
	Script       Kind = "script"
	LeadsOn      Kind = "leads on"
	Challenge    Kind = "challenge"
	LogIn        Kind = "log in"
	Missing      Kind = "missing"
	Denied       Kind = "denied"
	Maintenance  Kind = "maintenance"
	Age          Kind = "age"
	Parked       Kind = "parked"   // a domain that is for sale
	Outdated     Kind = "outdated" // the reader's browser
)

// kind holds how a kind of notice is recognized.
type kind struct {
	is    Kind
	hints string // every such text contains one of these; searching for them is cheap
	words func() *regexp.Regexp
}

// hinted is a kind with its hints apart.
type hinted struct {
	kind
	apart []string
	latin bool // one of them is of Latin letters
}

var (
	consent = kind{Consent, "cookie cooki куки partner consent privacy choice preference information sale accept reject allow agree before", notices(
		`\b(?:we|(?:this|our) (?:web)?sites?|partners)\b.{0,90}\b(?:us(?:e|es|ing)|stores?|sets?|places?)\b.{0,80}\bcookies?\b`,
		`\bstore and(?:/or| or)? access information on (?:a|your) device`,
		`\byour (?:privacy |cookie )?(?:choices?|preferences|settings|consent)\b.{0,120}\b(?:cookies?|partners|privacy|consent|vendors|(?:at )?any ?time)\b`,
		`\b(?:by (?:clicking|continuing|using|pressing|selecting|submitting|subscribing|registering|signing up))\b.{0,140}\b(?:cookies?|agree|consent)\b`,
		`\b(?:manage|accept|reject|allow|decline|refuse|customi[sz]e)(?: all)?(?: your| my| the)? (?:cookies?|choices|preferences)\b`,
		`\bopt[- ]out of the sale\b|\bchoices will be signal|\bwe (?:value|care about|respect) your privacy\b|^before you continue\b|^your privacy\b`,
		`\b(?:verwenden|utilisons|utilizamos|usamos|utilizziamo|gebruiken|används|используем|використовуємо)\b.{0,80}\b(?:cooki|куки)`,
		`^(?:accept|reject|allow|agree)(?: all| and (?:continue|close))?\.?$`)}
	subscription = kind{Subscription, "read subscri member account trial articles stories article story premium cancel weiter abonn suscri leyendo assinante lendo abbonat leggere передплатник", notices(
		`^(?:weiterlesen mit|(?:um|jetzt) weiterzulesen|pour lire la suite|para (?:seguir leyendo|continuar lendo)|per continuare a leggere|continua a leggere con)\b`,
		`^(?:(?:cet |este |questo )?(?:article|contenido|artículo|conteúdo|artigo|articolo|contenuto) (?:est )?(?:réservé|exclusivo|riservato|reservado)|réservé|exclusivo|riservato|reservado) (?:aux|à nos|para|agli|a nuestros|ai nostri) (?:abonnés|suscriptores|assinantes|abbonati)`,
		`^(?:лише|тільки|ексклюзивно) для передплатник`,
		`\b(?:to|and|please) (?:continue|keep|go on) reading\b|\b(?:continue|keep) reading (?:with|by|for|this)\b`,
		`\b(?:subscribe|register|join|member|membership|trial|offer|account|sign (?:in|up)|log in)\b.{0,80}\b(?:read|see|unlock|view|access) (?:the (?:rest|full|whole|entire)|this|all of this|full|unlimited|all)\b`,
		`\b(?:read|unlock|see) (?:the (?:rest|full|whole|entire)|this) (?:of )?(?:this |the )?(?:article|story|report|text)\b.{0,80}\b(?:subscri|member|account|log in|sign in|trial)`,
		`\bsubscriber[- ](?:only|exclusive)\b|\b(?:only|exclusive(?:ly)?|reserved)(?: available| open)? (?:to|for) (?:our )?(?:paying )?(?:subscribers|members)\b|\bfor (?:(?:paying|paid|premium|registered) )?(?:subscribers|members|readers) only\b`,
		`\byou(?:.ve| have) (?:reached|used|read|hit)\b.{0,50}\b(?:limit|articles|stories)\b|\b(?:free )?(?:articles|stories) (?:left|remaining)\b`,
		`\balready (?:a (?:subscriber|member)|subscribed?|have an? (?:account|subscription))\b`,
		`\bsubscribe (?:now|today|to|for)\b.{0,80}(?:\bunlimited\b|\bfull access\b|\bread\b|\bcontinue\b|\bunlock\b|[$£€]|\bfor (?:only|just|as little)\b)`,
		`\b(?:digital|annual|monthly) subscription\b.{0,80}[$£€]`,
		`\b(?:cancel (?:at )?any ?time|start your (?:free )?trial)\b`,
		`\bthis (?:article|story|content|report) is (?:only |exclusively )?(?:for|available to|reserved for)\b.{0,20}\b(?:subscribers|members|registered)\b`,
		`\b(?:the rest of this (?:article|story)|this is a premium)\b`)}
	player = kind{Player, "video media clip player stream audio recording content", notices(
		`\b(?:this|the) (?:video|media|clip|player|stream|audio|recording)\b.{0,40}\b(?:can ?not|can.t|could not|couldn.t|not (?:be )?(?:available|supported)|unavailable)\b`,
		`\bbrowser does(?:n.t| not) support\b.{0,40}\b(?:video|audio|media|player)\b|\bto (?:play|watch|view) this (?:video|clip|stream|content)\b`)}
	script = kind{Script, "script enable", notices(
		`\b(?:enable|turn on|allow|activate|switch on|requires?|needs?) java ?script\b|\bjava ?script (?:is|must be|needs to be|to be)\b.{0,30}\b(?:disabled|required|enabled|off|on)\b|\bwithout java ?script\b|\benable js\b`)}
	leadsOn = kind{LeadsOn, "redirect happens", notices(
		`^(?:you are being |you will be )?redirect(?:ing|ed)\b|\bif (?:nothing happens|you are not (?:automatically )?redirected|your browser does not redirect)\b`)}
	challenge = kind{Challenge, "checking verif pardon human robot bot moment step attention security traffic ddos captcha browser person ray", notices(
		`\b(?:checking|verifying)\b.{0,30}\b(?:your browser|(?:the )?(?:site )?connection|you are human|that you)\b|^(?:just a|one) moment\b|\bis being (?:verified|checked)\b|^one more step\b|^attention required\b|^(?:\w+ )?security (?:check(?:point)?|verification)\b|^pardon our interruption\b`,
		`\b(?:verify|confirm|mak(?:e|ing) sure|prove|check|show)\b.{0,20}\byou(?:.re| are)(?: not)?(?: an?)?(?: real)? (?:human|robot|bot|person)\b|\bare you (?:a|not a) (?:robot|human)\b|\bnot a robot\b`,
		`\bunusual (?:traffic|activity)\b|\bddos protection\b|\bcomplete the (?:security check|captcha)\b|\bsecurity of your connection\b|\bray id\b|\bwhile we (?:check|verify)\b`)}
	logIn = kind{LogIn, "log sign password account member e-mail email user", notices(
		`\b(?:please|must|need to|have to|be) (?:log|sign|logged|signed)[- ]?in\b|^(?:log|sign)[- ]?in\b|\b(?:log|sign) in (?:to|with|or)\b`,
		`\bforgot(?:ten)?(?: your)? password\b|\benter your (?:e-?mail|password|user ?name)\b|\b(?:don.t|do not) have an account\b|\bnot a member yet\b`)}
	missing = kind{Missing, "page 404 not found longer removed deleted moved find", notices(
		`\b(?:page|article|story|link|url|address|content|site)\b.{0,60}\b(?:not (?:be )?found|no longer (?:exists?|available|here)|does(?:n.t| not) exist|(?:has been|was|have been) (?:moved|removed|deleted|taken down)|can(?: ?not|.t) be found)\b`,
		`^(?:error )?404$|\berror 404\b|\b404(?: error|:| [-–—]| not found| page)|^not found\b|\b(?:couldn.t|can ?not|can.t|could not|unable to) find\b.{0,40}\b(?:page|article|story|looking for)\b|\bpage you(?:.re| are|.ve| have| were)? (?:requested|looking|tried|asked)\b`)}
	denied = kind{Denied, "access permission 403 forbidden blocked available request incident", notices(
		`\baccess\b.{0,60}\b(?:denied|blocked|forbidden|restricted)\b|\byou (?:don.t|do not) have (?:permission|access)\b|^(?:error |http )?403$|\berror 403\b|\b403(?: error|:| [-–—]| forbidden)|^forbidden\b|\byou have been blocked\b|\byour request (?:has been|was|is) (?:blocked|rejected|denied)\b|^(?:error )?(?:429 )?too many requests\b|^request unsuccessful\b.{0,40}\bincident id\b`,
		`\b(?:not|un)[- ]?available (?:in|to|for)\b.{0,40}\b(?:country|region|location|area|european|legal reasons|visitors)\b`)}
)

var (
	maintenance = kind{Maintenance, "maintenance back shortly unavailable", notices(
		`\b(?:down for|under(?:going)?|scheduled|planned|performing|routine) (?:[a-z-]+ )?maintenance\b|\b(?:we.ll|we will|will|please|check|come) (?:be )?(?:right )?back (?:soon|shortly|later|in an?\b)|\b(?:site|service|page|website) is (?:temporarily|currently) (?:unavailable|down|offline)\b`)}
	age = kind{Age, "age old over birth 18 21", notices(
		`\b(?:confirm|verify|check|enter) (?:your|that you.{0,30}) (?:age|date of birth|years? of age|old enough)\b|\b(?:are you|you must be|i am|you are) (?:at least |over |under |older than )?(?:the age of )?(?:18|21|eighteen|twenty-one)\b|^age (?:check|verification|restricted)\b`)}
	parked = kind{Parked, "domain", notices(
		`\bdomain(?: name)? (?:is|may be|has been|has) (?:(?:now )?(?:for sale|parked|available)|expired)\b|\bbuy this domain\b|\b(?:this|the) domain\b.{0,40}\b(?:registered|parked|expired)\b|\bdiese domain\b.{0,30}\bverkauf|\bdomaine est à vendre\b|\bdominio (?:está|è) in? ?v(?:enta|endita)\b`)}
	outdated = kind{Outdated, "browser firefox chrome", notices(
		`\b(?:your|this|an?) (?:web ?)?browser (?:is|was|may be|appears to be|seems to be|seems) (?:\w+ )?(?:out ?of ?date|outdated|too old|unsupported|(?:not|no longer) (?:\w+ )?supported)\b`,
		`\b(?:please )?(?:update|upgrade|change|switch) (?:to )?(?:your|an?other|a (?:newer|modern|different|supported)) (?:web ?)?browser\b`,
		`\b(?:use|using|download|install|try|to) (?:an?|the|one of the) (?:outdated|old|older|unsupported|newer|newest|latest|modern|supported)\b.{0,40}\b(?:browsers?|firefox|chrome|safari|edge)\b`,
		`\b(?:do(?:es)? not|don.t|no longer) (?:\w+ )?support (?:your|this|older) (?:version of your )?(?:web ?)?browsers?\b`,
		`^(?:(?:unsupported|outdated|old) browser|browser (?:is )?(?:not|no longer|un)[ -]?supported)\b`)}
)

// notices returns patterns of which one must match, compiled on first use.
func notices(of ...string) func() *regexp.Regexp {
	return pattern.Of(strings.Join(of, "|"))
}

//go:embed elsewhere.txt
var elsewhereText string

//go:embed addressing.txt
var addressingText string

// kinds returns all kinds; those in other languages come after English, in the same order.
var kinds = sync.OnceValue(func() (list []hinted) {
	all := []kind{consent, challenge, denied, missing, subscription, logIn, player, script, leadsOn, maintenance, age, parked, outdated}
	for line := range lines(elsewhereText) {
		if parts := strings.SplitN(line, " | ", 3); len(parts) == 3 {
			all = append(all, kind{Kind(parts[0]), parts[1], pattern.Of(parts[2])})
		}
	}
	for _, k := range all {
		apart := strings.Fields(k.hints)
		list = append(list, hinted{k, apart, slices.ContainsFunc(apart, isLatin)})
	}
	return list
})

//go:embed reader.txt
var readerText string

// addressing holds the words of other languages by which a site addresses its reader, and reader those by which it speaks to
// them in any.
var (
	addressing = sync.OnceValue(func() map[string]bool { return wordsIn(addressingText) })
	reader     = sync.OnceValue(func() map[string]bool { return wordsIn(readerText) })
)

func wordsIn(text string) map[string]bool {
	words := map[string]bool{}
	for line := range lines(text) {
		for word := range strings.FieldsSeq(line) {
			words[word] = true
		}
	}
	return words
}

// lines yields the lines of a file of words without its comments.
func lines(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// Kinds returns all kinds, in the order in which they are tried.
func Kinds() (all []Kind) {
	for _, k := range kinds() {
		if !slices.Contains(all, k.is) {
			all = append(all, k.is)
		}
	}
	return all
}

// Strips reports whether notices of a kind also occur around articles, and are removed from them.
func (k Kind) Strips() bool {
	switch k {
	case Consent, Subscription, Player, Script:
		return true
	}
	return false
}

const (
	longest  = 900 // bytes of a notice
	shortest = 80  // bytes of a line that is a notice without addressing anybody
)

// In returns the kind of notice that a text is, "" for none.
func In(text string) Kind { return in(text).is }

func in(text string) kind {
	if len(text) > longest || Tells(text) {
		return kind{}
	}
	lower := strings.ReplaceAll(strings.ToLower(text), "’", "'")
	latin := isLatin(lower)
	for _, k := range kinds() {
		if latin && !k.latin || !slices.ContainsFunc(k.apart, func(hint string) bool { return strings.Contains(lower, hint) }) {
			continue
		}
		if (k.is.Strips() || len(text) <= shortest || Addresses(text)) && k.words().MatchString(lower) {
			return k.kind
		}
	}
	return kind{}
}

// isLatin reports whether a text has no letters but Latin ones. Dashes and quotation marks are of no script.
func isLatin(text string) bool {
	const afterLatin, punctuation = 0xcd, 0xe2 // the first bytes of their letters
	for i := range len(text) {
		if text[i] >= afterLatin && text[i] != punctuation {
			return false
		}
	}
	return true
}

// OfTitle returns the kind of page that a title, without the site's name after it, belongs to, "" for none.
func OfTitle(title string) Kind {
	title, _, _ = strings.Cut(title, " | ")
	title, _, _ = strings.Cut(title, " - ")
	title = strings.ToLower(strings.TrimSpace(title))
	k := in(title)
	if k.is == "" || k.is.Strips() {
		return ""
	}
	if at := k.words().FindStringIndex(title); 10*(at[1]-at[0]) < 7*len(title) {
		return ""
	}
	return k.is
}

// Addresses reports whether a text addresses its reader, or is about the site itself.
func Addresses(text string) bool {
	return hasWord(text, func(word string) bool {
		switch word {
		case "you", "your", "we", "our", "us", "please", "this", "cookies", "subscriber", "subscribers", "subscribe", "member", "members",
			"accept", "reject", "allow", "agree", "sign", "log", "enable", "wir", "nous", "javascript":
			return true
		}
		return addressing()[word] || word[0] >= unspaced && slices.ContainsFunc(within(), func(w string) bool { return strings.Contains(word, w) })
	})
}

// unspaced is the first byte from which on words may be of a script that sets no spaces between them, and within holds the words of
// addressing that are.
const unspaced = 0xe0

var within = sync.OnceValue(func() (words []string) {
	for word := range addressing() {
		if word[0] >= unspaced {
			words = append(words, word)
		}
	}
	return words
})

// Speaks reports whether a text speaks to its reader, or of the site as its own, outside of a story.
func Speaks(text string) bool {
	return !Tells(text) && hasWord(text, func(word string) bool { return reader()[word] })
}

const quotes = "\"“”«»「」『』"

// button matches the name of a button to click, whose quotation marks quote nobody: "By clicking “Accept all” you agree".
var button = pattern.Of(`(?i)\b(?:click|press|select|tap|choos|hit)[a-z]{0,4}(?: on)? ["“«][^"“”«»]{1,30}["”»]`)

// Tells reports whether a text is told as stories are: then it is news, even about such notices.
func Tells(text string) bool {
	if strings.ContainsAny(text, quotes) && strings.ContainsAny(button().ReplaceAllString(text, ""), quotes) {
		return true
	}
	return hasWord(text, func(word string) bool {
		switch word {
		case "said", "says", "told", "asked", "were", "had", "did", "according":
			return true
		}
		return false
	})
}

func hasWord(text string, is func(string) bool) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if is(strings.ToLower(word)) {
			return true
		}
	}
	return false
}
