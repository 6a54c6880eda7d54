package desk

import (
	"testing"
	"time"

	"lede/store"
)

// TestALookAtWhatIsGoneBringsNothingBack.
func TestALookAtWhatIsGoneBringsNothingBack(t *testing.T) {
	kv := store.NewMemory(func() time.Time { return spring })
	defer kv.Close()
	d, ctx := New(Options{Store: kv}), t.Context()
	if err := d.looked(ctx, "sam", Headline{Ref: "gone", Added: spring.AddDate(0, 0, -2)}); err != nil {
		t.Fatal(err)
	}
	if list, err := kv.List(ctx, ownerPerson("sam"), kindShelf); err != nil || len(list) > 0 {
		t.Errorf("%v, %v", list, err)
	}
}
