package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/pattern"
	"lede/source/date"
	"lede/source/page/plain"
	"lede/source/page/sight"
)

const (
	longestDateline = 120 // letters of a line that a date stands in
	mostDated       = 200 // elements that are looked at for one
)

// dateClass matches the class of an element that holds a date, and otherDate that of one which is not the article's.
var (
	dateClass = pattern.Of(`(?i)(?:^|[-_\s])(?:date|datum|fecha|data|dateline|published?|posted|publicado|pub-?date|timestamp)(?:$|[-_\s])|[a-z](?-i:Date|Published|Timestamp)(?:$|[-_\s])`)
	otherDate = pattern.Of(`(?i)event|deadline|expir|birth|updated|modif`)
)

// publishing matches the label of the date on which an article was published, and changing that of a later one.
var (
	publishing = pattern.Of(`(?i)^(?:(?:first )?(?:published|posted)(?: on| at)?|veröffentlicht(?: am)?|publié(?:e)?(?: le)?|publicado(?: el| em)?|pubblicato(?: il)?|gepubliceerd(?: op)?|opublikowan[oey]|publicerad|publisert|udgivet|julkaistu|publikováno|megjelent|опубликован[оа]|опубліковано|δημοσιεύ\pL+|yayınlan\pL+|פורסם(?: ב)?|نشر|نُشر|تاريخ النشر|公開|発行|掲載|发布(?:时间)?|發布(?:時間)?|时间|時間|입력|승인|등록)\s*[:：]?\s*`)
	changing   = pattern.Of(`(?i)^(?:(?:last |zuletzt |page )*(?:updated|modified|reviewed|edited)|aktualisier|stand\b|mise? à jour|actualiza|atualiza|aggiorna|bijgewerkt|aktualiz|uppdatera|oppdatert|opdateret|päivitetty|frissít|обновл|оновл|ενημερ|güncelle|עודכן|עדכון|تحديث|آخر|更新|修正|수정)`)
)

// readShown reads the date that readers see below the headline.
func (e *embedded) readShown(n *html.Node) {
	if e.shown == "" && e.isHead() {
		e.shown = e.shownIn(n)
	}
}

// shownIn returns the date that an element shows as the article's, "" for any other: as its class or a label says, or because the date
// stands alone in a line.
func (e *embedded) shownIn(n *html.Node) string {
	text := headingText(n)
	if utf8.RuneCountInString(text) > longestDateline || !strings.ContainsFunc(text, unicode.IsDigit) {
		return ""
	}
	if e.dates++; e.dates > mostDated {
		return ""
	}
	class := classOf(n)
	bare := publishing().ReplaceAllString(text, "")
	says := bare != text || dateClass().MatchString(class)
	if !says && !date.Alone(text) || changing().MatchString(text) || otherDate().MatchString(class) {
		return ""
	}
	if e.instant(bare) == nil || ofOthers(n) || !isApart(n) {
		return ""
	}
	return bare
}

// highestOver is how many boxes a headline may stand in below the line above.
const highestOver = 4

// lineOver returns the date that stands alone in the line above a headline and in one box with it, "" for none. One in a header, in
// another table or outside all boxes may be today's.
func (e *embedded) lineOver(h1 *html.Node) string {
	for n, up := h1, 0; up < highestOver && n.DataAtom != atom.Table && sight.IsBlock(n.Parent) && n.Parent.DataAtom != atom.Body; n, up = n.Parent, up+1 {
		for over := n.PrevSibling; over != nil; over = over.PrevSibling {
			line := plain.Fold(sight.Short(over))
			switch {
			case isBlank(over) || over.Type == html.ElementNode && over.FirstChild == nil: // a picture or a rule
			case over.DataAtom == atom.Header || !date.Alone(line) || e.instant(line) == nil:
				return ""
			default:
				return line
			}
		}
	}
	return ""
}

// isApart reports whether n is no part of a sentence.
func isApart(n *html.Node) bool {
	for ; n != nil && !sight.IsBlock(n); n = n.Parent {
	}
	if n == nil {
		return false
	}
	line := headingText(n)
	return date.Alone(line) || utf8.RuneCountInString(line) <= longestDateline && !(block{text: line}).sentence()
}
