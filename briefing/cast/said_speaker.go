package cast

import "lede/briefing/text"

// SpeakerKind tells what sort of thing speaks in a quotation.
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
	person     int // index into cast.persons, or -1
}

var nobody = Speaker{Kind: SpeakerUnknown, person: -1}

func (s Speaker) found() bool { return s.Name != "" || s.Mention != text.Span{} }
