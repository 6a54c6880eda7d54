package desk

import (
	"testing"

	"lede/desk/feeds"

	"lede/desk/sources"
	"lede/store"
)

func TestWhatAClaimIsAbout(t *testing.T) {
	site := "site:a.example"
	for claim, want := range map[[2]string]struct {
		task  Task
		id    string
		newer bool
		long  bool
	}{
		{"guild:1", "123"}: {PostDigest, "123", false, false}, {"person:1", "follow"}: {PostDigest, "follow", false, false}, {"guild:1", "later kind"}: {PostDigest, "later kind", true, false}, {"guild:1", "12a"}: {PostDigest, "12a", true, false},
		{"guild:1", "publish 7"}: {PublishDigest, "7", false, false}, {"guild:1", "alert 7"}: {TellPaused, "7", false, false}, {"guild:1", "held 7"}: {TellHeld, "7", false, false}, {"guild:1", "recovered 7"}: {TellRecovered, "7", false, false}, {"guild:1", "correct 7"}: {CorrectDigest, "7", false, false}, {"guild:1", sources.FollowID("x")}: {FollowFeed, "x", false, false}, {"guild:1", sources.NoticeID("x")}: {TellSource, "x", false, false},
		{"guild:1", "erase"}: {EraseLeft, "", false, false}, {"guild:1", "member"}: {AskMember, "", false, false}, {"guild:1", "greet"}: {GreetGuild, "", false, false}, {"person:1", "draft"}: {DropDraft, "", false, false}, {"person:1", "talk"}: {DropTurn, "", false, false}, {"person:1", "briefs"}: {DropBriefs, "", false, false},
		{site, feeds.VisitID}: {VisitSite, "", false, true}, {site, "wake x"}: {WakeFollowers, "x", false, false}, {site, "tell x"}: {TellFollowers, "x", false, false},
	} {
		c := store.Claim{Owner: claim[0], ID: claim[1]}
		if task, id := TaskOf(c); task != want.task || id != want.id || OfNewer(c) != want.newer || MayTakeLong(c) != want.long {
			t.Errorf("%v: task %d of %q, of a newer Lede %v, may take long %v", claim, task, id, OfNewer(c), MayTakeLong(c))
		}
	}
}
