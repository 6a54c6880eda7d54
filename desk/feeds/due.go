package feeds

import (
	"strings"

	"lede/store"
)

// Task is the kind of a site's item in the due index.
type Task int

// The tasks.
const (
	NoTask Task = iota
	Visit       // ask the site for a feed
	Wake        // those who follow a feed at once
	Tell        // the admins of those who follow a feed
)

// VisitID is the id of a site's visit in the due index.
const VisitID = "visit"

const (
	wakePrefix = "wake "
	tellPrefix = "tell "
)

// TaskOf returns the task of a claim, and the ID of the feed unless it is a visit. NoTask is for claims that belong to no site.
func TaskOf(c store.Claim) (task Task, id string) {
	if !strings.HasPrefix(c.Owner, ownerPart) {
		return NoTask, ""
	}
	if id, ok := strings.CutPrefix(c.ID, wakePrefix); ok {
		return Wake, id
	}
	if id, ok := strings.CutPrefix(c.ID, tellPrefix); ok {
		return Tell, id
	}
	return Visit, ""
}
