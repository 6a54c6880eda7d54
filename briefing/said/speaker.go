package said

import "lede/briefing/text"

// SpeakerKind is the sort of thing that speaks in a quotation.
type SpeakerKind string

// The kinds of speaker.
const (
	SpeakerPerson       SpeakerKind = "person"
	SpeakerOrganization SpeakerKind = "organization"
	SpeakerDocument     SpeakerKind = "document"
	SpeakerUnknown      SpeakerKind = "unknown"
)

// Speaker is who speaks, as far as the words tell.
type Speaker struct {
	Name       string
	Kind       SpeakerKind
	Mention    text.Span
	Cue        string
	Confidence float64
	person     int // index into Persons, or -1
}

// mostLookedAt bounds how many names are looked at for one speaker.
const mostLookedAt = 40

var nobody = Speaker{Kind: SpeakerUnknown, person: -1}

func (s Speaker) found() bool { return s.Name != "" || s.Mention != text.Span{} }
