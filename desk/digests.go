package desk

import "lede/desk/digests"

// Digest is a briefing that a guild has asked for at set times, Edition one of its editions in progress, Ending how its slot ended,
// Posted and Shown what was shown in a post, Reply a correction of a post, Entry a line of the ledger, and Course how the digest goes on.
type (
	Digest  = digests.Digest
	Edition = digests.Edition
	Ending  = digests.Ending
	Entry   = digests.Entry
	Shown   = digests.Shown
	Posted  = digests.Posted
	Reply   = digests.Reply
	Course  = digests.Course
)

// Kind is how a channel takes a digest.
type Kind = digests.Kind

// The kinds of channel.
const (
	Text         = digests.Text
	Forum        = digests.Forum
	Announcement = digests.Announcement
)

// The outcomes of a slot.
const (
	OutcomeSent        = digests.OutcomeSent
	OutcomeLate        = digests.OutcomeLate
	OutcomeQuiet       = digests.OutcomeQuiet
	OutcomeMissed      = digests.OutcomeMissed
	OutcomeRefused     = digests.OutcomeRefused
	OutcomeHeld        = digests.OutcomeHeld
	OutcomeUncertain   = digests.OutcomeUncertain
	OutcomeDropped     = digests.OutcomeDropped
	OutcomePublished   = digests.OutcomePublished
	OutcomeUnpublished = digests.OutcomeUnpublished
	OutcomeUntold      = digests.OutcomeUntold
	OutcomeCorrected   = digests.OutcomeCorrected
	OutcomeUncorrected = digests.OutcomeUncorrected
	OutcomeWithdrawn   = digests.OutcomeWithdrawn
	OutcomeUnwithdrawn = digests.OutcomeUnwithdrawn
)

const (
	// LedgerFor is how long the ledger keeps a line.
	LedgerFor = digests.LedgerFor
	// MaxLines is how many of the runs skipped together have their own line in the ledger.
	MaxLines = digests.MaxLines
)
