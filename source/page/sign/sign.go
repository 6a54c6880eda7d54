// Package sign knows what short texts say that are part of no article: labels, credits of pictures, calls to the reader.
//
// A text goes in, and whether it is such a sign comes out. The package refuses to know where on a page the text stands.
package sign

import (
	_ "embed"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"lede/pattern"
)

// Is reports whether a short text is part of no article: a label, a picture credit, or a call to the reader.
func Is(text string) bool {
	return beginsAsSign(text) || endsAsSign(text) && laterSigns().MatchString(text)
}

// endsAsSign reports whether laterSigns may match, which costs far more than looking for a word.
func endsAsSign(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc([]string{"|", "/", "©", "copyright", "your inbox", " by our ", "subscribe", "sign up", "foto", "photo", "picture", "image", "ctrl"}, func(w string) bool {
		return strings.Contains(text, w)
	})
}

// The signs that begin with a word of their own, and those whose words come later.
var (
	signs      = pattern.Of(OneOf(firstSigns()))
	laterSigns = pattern.Of(OneOf(signLines(true)))
)

func firstSigns() []string {
	return append(signLines(false), Onward+`[^.]{0,100}`, subscribing+`.{0,160}`, mistaken+`.{0,120}`, aged)
}

// OneOf returns an expression for the whole of a text that one of several is for, in any case.
func OneOf(expressions []string) string { return `^(?i:` + strings.Join(expressions, "|") + `)$` }

//go:embed signs.txt
var signsText string

// signLines returns the expressions of signs.txt that begin with a word, or those that may begin with anything.
func signLines(later bool) (lines []string) {
	for _, line := range Expressions(signsText) {
		if anything := strings.HasPrefix(line, ".{") || strings.HasPrefix(line, "[^.]{"); anything == later {
			lines = append(lines, line)
		}
	}
	return lines
}

// Expressions returns the lines of a file that are no comments.
func Expressions(text string) (lines []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines
}

// beginsAsSign reports whether signs matches. Only those are tried that begin as the text does: hardly any do.
func beginsAsSign(text string) bool {
	if len(text) < 2 || text[0] >= utf8.RuneSelf || text[1] >= utf8.RuneSelf {
		return signs().MatchString(text)
	}
	fit := signsByFirst()[text[0]]()[text[1]]
	return slices.ContainsFunc(fit, func(sign func() *regexp.Regexp) bool { return sign().MatchString(text) })
}

// row is the signs that begin with one character of ASCII, by the next.
type row [utf8.RuneSelf][]func() *regexp.Regexp

// signsByFirst are the signs that may begin with each two characters of ASCII.
var signsByFirst = sync.OnceValue(func() (rows [utf8.RuneSelf]func() *row) {
	var all []beginning
	for _, expression := range firstSigns() {
		all = append(all, beginningOf(expression))
	}
	for c := range rows {
		rows[c] = sync.OnceValue(func() *row {
			var r row
			for _, b := range all {
				follows := b.after(rune(c))
				for next := range r {
					if follows(rune(next)) {
						r[next] = append(r[next], b.whole)
					}
				}
			}
			return &r
		})
	}
	return rows
})

// beginning is what texts begin with that an expression matches in any case.
type beginning struct {
	whole   func() *regexp.Regexp
	program *syntax.Prog
}

func beginningOf(expression string) beginning {
	tree, err := syntax.Parse(`(?i:`+expression+`)`, syntax.Perl)
	if err == nil {
		var program *syntax.Prog
		if program, err = syntax.Compile(tree.Simplify()); err == nil {
			return beginning{pattern.Of(OneOf([]string{expression})), program}
		}
	}
	panic("signs.txt: " + err.Error()) // as for any other expression that is wrong
}

// after returns which characters may follow one at the beginning. It takes no notice of what lies between characters, such as the end
// of a word, so some fit that do not match.
func (b beginning) after(c rune) (follows func(rune) bool) {
	first, ends := b.steps(uint32(b.program.Start))
	var at []uint32
	for _, inst := range first {
		if inst.MatchRune(c) {
			at = append(at, inst.Out)
		}
	}
	second, over := b.steps(at...)
	return func(next rune) bool {
		return ends || over || slices.ContainsFunc(second, func(inst *syntax.Inst) bool { return inst.MatchRune(next) })
	}
}

// steps returns the instructions for the next character; ends is true if there may be none.
func (b beginning) steps(todo ...uint32) (steps []*syntax.Inst, ends bool) {
	for seen := map[uint32]bool{}; len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[at] {
			continue
		}
		seen[at] = true
		switch inst := &b.program.Inst[at]; inst.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			todo = append(todo, inst.Out, inst.Arg)
		case syntax.InstCapture, syntax.InstEmptyWidth, syntax.InstNop:
			todo = append(todo, inst.Out)
		case syntax.InstMatch:
			ends = true
		case syntax.InstFail:
		default:
			steps = append(steps, inst)
		}
	}
	return steps, ends
}

// Onward begins the labels over links to other articles.
const Onward = `(?:related|recommended|more (?:from|on|stories)|you (?:may|might) also like|most (?:read|popular)|trending|explore more|about the authors?|top comments?|up next)\b`

// subscribing begins calls to subscribe in languages that have a form of the verb for it, which no news begins with.
const subscribing = `(?:abonnez-vous|inscrivez-vous|suscríb(?:ete|ase)|assine (?:já|(?:a|o|agora)\b)|inscreva-se|iscriviti|abbonati|(?:jetzt|hier) (?:kostenlos )?(?:abonnieren|anmelden)|` +
	`abonnieren sie|abonneer|(?:meld je (?:nu )?aan|schrijf je in) voor .{0,30}nieuwsbrief|melden sie sich .{0,60}newsletter|zapisz się|prenumerera|(?:recib[ea]|recevez|erhalten sie|erhalte|ricevi|receba|ontvang|отримуйте|получайте) .{0,80}(?:newsletter|bolet[ií]n|boletim|lettre|nieuwsbrief|розсилк|рассылк)|підпи(?:суйтесь|суйтеся|шіться)|подпи(?:сывайтесь|шитесь)|` +
	`jetzt [^,.]{0,60}newsletter (?:kostenlos )?(?:abonnieren|anmelden|bestellen|sichern)|` + joining + `)`

// joining begins calls to follow a site elsewhere: an imperative, and where.
const joining = `(?:folge[nt]? (?:sie )?uns|suivez[- ](?:nous|toute|l['’])|retrouvez|rejoignez|s[ií]gue(?:nos| a | la | toda )|(?:tambi[eé]n )?puedes seguir a |únete a|apúntate|(?:clique|toque) aqui|siga (?:a |o |nosso|no |em )|` +
	`participe do |entre no (?:grupo|canal)|seguici|segui (?:il|la|le|tutt)|volg ons|obserwuj|dołącz do|приєднуйт\p{L}+|стежте за |читайте нас|следите за |присоединяйтесь)` +
	`.{0,100}(?:newsletter|whats ?app|telegram|telegramie|телеграм|facebook|фейсбук|instagram|youtube|google|bluesky|tiktok|вайбер|viber)`

// mistaken begins questions whether the reader has found a mistake.
const mistaken = `(?:(?:found|spotted|seen?|noticed) (?:a|an) (?:mistake|error|typo)|(?:find|found|see|seen|spot|spotted|notice|noticed) (?:an?|any) (?:[a-z]+ ){0,4}(?:mistake|error|typo)s?\b[^.?!]{0,40}\?|haben sie einen fehler|(?:une|avez-vous \pL+ une) (?:erreur|faute)|¿?(?:has?|he) (?:visto|encontrado|detectado) (?:un|alg[uú]n) error|(?:hai|avete) (?:trovato|notato) un errore|encontrou (?:um|algum) erro|` +
	`fout (?:gezien|gevonden)|(?:помітили|знайшли) помилку|(?:заметили|нашли) ошибку)`

// aged says that an article is old.
const aged = `(?:this (?:article|story|post) is (?:more than|over) .{1,20} old|(?:artikkelen|artikeln|artiklen) (?:er|är) .{1,30} gamm[ea]l|dieser (?:artikel|beitrag) ist (?:mehr als|über) .{1,20} alt|(?:tämä )?artikkeli on yli .{1,20} vanha)\.?`

// calls matches those of the signs that may be whole sentences: no story says them. Other sentences that look like a sign
// ("Copyright law must change, the minister said.") belong to the story.
var calls = pattern.Of(`(?i)^` + subscribing + `|\b(?:newsletters?|inbox|click here|our app|cookies|all rights reserved|requires javascript|` +
	`live ?blog\b|live (?:coverage|updates)|rolling coverage|(?:thanks|thank you) for (?:following|joining|reading|being|your patience)|\bcontinues (?:below|after)|` +
	`\bour (?:\w+ )?(?:app|community|readers|journalists|coverage)\b|\b(?:send|share|tell)\b.{0,40}\b(?:us|your (?:story|stories|views|thoughts|photos|experiences?))\b|from us\b|(?:closing|ending|pausing) (?:this|our|the) (?:live )?(?:blog|page)\b|\b(?:whatsapp|telegram) (?:channel|group)\b|\bcomments? below\b|the (?:free )?\w+ app\b|` +
	`on (?:twitter|facebook|instagram|youtube|whatsapp|telegram)|(?:to|in) your (?:phone|inbox|device|mailbox))\b|©|\bcopyright (?:\(c\) )?(?:19|20)\d\d\b|^this entry was posted\b|^our (?:editorial |news )?standards:|\breal-time updates\b|^disclaimer: |^(?:this (?:(?:summary|overview|translation|audio|article) )?(?:is|was) (?:an? )?|the summary (?:is|was) )?(?:ai|artificial intelligence|machine)[- ]generated\b|^this (?:summary|overview|translation) (?:is|was) (?:written|created|generated|produced|made) (?:by|with|using) (?:ai|artificial|an? (?:ai|machine))\b|^(?:免责声明|免責聲明|特别声明|特別聲明)[：:]|섹션으로 분류했습니다|\bby our (?:news ?)?(?:team|room|desk|editors)\b|\bhave a (?:news )?tip\b|\bhave a story(?:\?| for us\b)|^pin (?:this|it)\b.{0,20}\bfor later\b|^follow\b.{0,60}\bcoverage\b|^printed from\b|\bunsubscribe from this\b|[.!] (?:subscribe|sign up)\b|^(?:new ?)?you can now (?:listen|subscribe)\b|^(?:a version of )?this (?:article|story|piece|post) (?:originally |first )?(?:appear|ran\b|was (?:first|originally))` +
	`|^\*? ?by (?:signing up|subscribing|registering|clicking|submitting)\b.{0,80}\byou (?:agree|consent|accept|acknowledge)\b.{0,80}\b(?:terms|polic(?:y|ies)|e-?mails?|agreement)\b` +
	`|^\*? ?i (?:understand|agree|consent|accept)\b.{0,160}\b(?:privacy policy|user agreement|terms (?:of|and))\b|^[^.]{0,100} is a reader-supported publication\.|^(?:do not|don.t) include personal (?:or financial )?information\b` +
	`|\bctrl ?\+ ?enter\b|^(?:do|did|have|are|were) you\b[^?]{0,120}\?.{0,20}\b(?:e-?mail|write|contact|send|tell|call|let us know|get in touch)\b|^(?:was|is|did you find) this (?:article|page|story|information)\b.{0,30}\b(?:helpful|useful)\b|^` + mistaken + `|^` + aged + `$`)

// Calls reports whether a sign is one that no story says even as a whole sentence.
func Calls(sign string) bool { return calls().MatchString(sign) }
