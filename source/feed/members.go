package feed

import (
	"strings"

	"lede/pattern"
)

// The marks that publishers put on articles for members only: an element, a tag, a mark in the title, or a sentence.
var (
	membersFlag = []string{"premium", "paid", "paywall", "members_only", "membersonly", "subscribers_only", "ispremium", "is_premium"}
	accessFlag  = []string{"access", "accesslevel", "access_level"}
	membersTag  = pattern.Of(`(?i)^(?:(?:paid[- ]?)?(?:members?|subscribers?)[- ]?(?:only|exclusive|content)|paywall(?:ed)?|premium(?:[- ]content)?|paid(?:[- ](?:content|post))?|plus[- ]?artikel|abo|abonn[ée]s?|reserv[ée]\s?(?:aux\s)?abonn[ée]s|locked)$`)
	membersWord = pattern.Of(`(?i)subscri|members|restricted|closed`)
	membersMark = pattern.Of(`^(?:\((?:S|F|Z|M|G|R|B|A)\+\)|\[(?:Premium|Paid|Plus|Paywall|Members? only|Subscribers? only)\]|(?:heise|SPIEGEL|[FSZMGRA]|BILD[Pp]lus|WELT|SZ|t3n)\s?\+\s*[|:]|PREMIUM\s?[|:]|🔒|\(Paywall\))|\((?:paywall|S\+|Z\+|F\+|subscribers? only|members? only|abonn[ée]s|€)\)$|🔒$`)
	membersText = pattern.Of(`(?i)\b(?:this|the (?:full|rest of (?:this|the)|complete)) (?:post|article|story|content|episode|newsletter|issue|report|interview|text)\b.{0,40}\b(?:is|are) (?:only |exclusively )?(?:available |reserved |exclusive )?(?:for|to) (?:our |all )?(?:paid |paying |premium )?(?:subscribers|members|supporters|patrons)\b` +
		`|\b(?:for|to) (?:paid |paying )?(?:subscribers|members) only\b|\b(?:subscriber|member)s?[- ]only (?:post|article|story|content|episode)\b|^(?:subscribers|members)[- ]only\s*(?:$|[.:!|–—-]|(?:post|article|story|content|episode|newsletter)\b)` +
		`|\b(?:article |contenu )?réservée? aux abonnés\b|\babopflichtiger inhalt\b|\bnur für (?:abonnenten|mitglieder|plus-mitglieder)\b|\bsólo para (?:suscriptores|socios)\b|\briservato agli abbonati\b` +
		`|\b(?:become a (?:paid |paying )?(?:subscriber|member)|subscribe|upgrade(?: to paid)?|join) to (?:read|unlock|continue reading|see) (?:the (?:rest|full|whole|entire)|this)\b`)
)

const edge = 600 // bytes at both ends of a text where publishers say so

// membersOnly reports whether the publisher marks the item as for members.
func (r rawItem) membersOnly(i Item) bool {
	for _, name := range membersFlag {
		if yes(r.Custom[name]) {
			return true
		}
	}
	for _, name := range accessFlag {
		if a := strings.ToLower(oneLine(r.Custom[name])); yes(a) || membersTag().MatchString(a) || membersWord().MatchString(a) {
			return true
		}
	}
	if free := strings.ToLower(oneLine(r.Custom["isaccessibleforfree"])); free == "false" || free == "no" || free == "0" {
		return true
	}
	if rights := strings.ToLower(r.extension("dcterms", "accessrights")); membersWord().MatchString(rights) {
		return true
	}
	return i.saysMembers()
}

// saysMembers searches the words of an item for such a mark.
func (i Item) saysMembers() bool {
	for _, t := range i.Tags {
		if membersTag().MatchString(t) {
			return true
		}
	}
	if strings.ContainsAny(i.Title, markedBy) && membersMark().MatchString(i.Title) || membersSays(i.Teaser) {
		return true
	}
	end := i.Content[max(0, len(i.Content)-4*edge):]
	return membersHints.in(end) && membersSays(plain(end))
}

// markedBy holds one character of every mark in a title.
const markedBy = "([+:|🔒"

// membersHints holds parts of words with a rare letter, one of which is in every such sentence.
var membersHints = hintsOf("ubscri", "embers", "ember-only", "ember only", "ember to", "pgrade", "join to", "Join to", "bonn", "itglied", "ólo para", "bbonat", "upporters", "patrons", "bopflichtig", "UBSCRI", "EMBERS")

func membersSays(text string) bool {
	if !membersHints.in(text) {
		return false
	}
	if len(text) > 2*edge {
		text = text[:edge] + "\n" + text[len(text)-edge:]
	}
	return membersText().MatchString(text)
}

func yes(s string) bool {
	switch strings.ToLower(oneLine(s)) {
	case "true", "yes", "1", "paid", "premium", "members", "subscribers", "locked", "paywall":
		return true
	}
	return false
}
