package cast

// SpeakerKind tells what sort of thing speaks in a quotation.
type SpeakerKind string

// The kinds of speaker.
const (
	SpeakerPerson       SpeakerKind = "person"
	SpeakerOrganization SpeakerKind = "organization"
	SpeakerDocument     SpeakerKind = "document"
	SpeakerUnknown      SpeakerKind = "unknown"
)
