package boltkv

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	bolt "go.etcd.io/bbolt"

	"lede/problem"
	"lede/store"
)

// maxGroup bounds how many changes wait for one write to disk.
const maxGroup = 256

// change applies what a piece of work asks for; nil means no change.
type change func() error

// writer commits work in groups: whatever arrives while one commit is being written shares the next. So a lone change waits for
// nobody, and many at once cost one write.
type writer struct {
	door     *door
	path     string
	file     os.FileInfo // the file as opened
	count    *counter
	requests chan *request
	stopping chan struct{}
	stopped  chan struct{}
	once     *sync.Once
	failing  *atomic.Pointer[problem.Problem] // why the disk refused a change, until it is found to take them again
}

func newWriter(d *door, path string, file os.FileInfo, c *counter) writer {
	w := writer{
		door: d, path: path, file: file, count: c, requests: make(chan *request),
		stopping: make(chan struct{}), stopped: make(chan struct{}), once: new(sync.Once), failing: new(atomic.Pointer[problem.Problem]),
	}
	go w.run()
	return w
}

// request is queued work. Either the writer starts it or its caller gives it up, never both, so that no edit runs after its
// caller has left.
type request struct {
	ctx      context.Context
	work     func(*bolt.Tx) (change, error)
	taken    atomic.Bool
	done     chan struct{}
	err      error
	panicked any
}

// do passes work to the writer and waits until it is on disk.
func (w writer) do(ctx context.Context, work func(*bolt.Tx) (change, error)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r := &request{ctx: ctx, work: work, done: make(chan struct{})}
	select {
	case <-w.stopping:
		return store.ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	case w.requests <- r:
	}
	select {
	case <-r.done:
	case <-ctx.Done():
		if r.taken.CompareAndSwap(false, true) {
			return ctx.Err()
		}
		<-r.done
	}
	if r.panicked != nil {
		panic(r.panicked)
	}
	return r.err
}

// stop ends the writer after its current work; it returns false when it had already been stopped.
func (w writer) stop() (first bool) {
	w.once.Do(func() {
		first = true
		close(w.stopping)
		<-w.stopped
	})
	return first
}

func (w writer) run() {
	defer close(w.stopped)
	for {
		select {
		case <-w.stopping:
			return
		case r := <-w.requests:
			w.commit(w.gather(r))
		}
	}
}

// gather collects the requests that are waiting, and those that are just being made.
func (w writer) gather(first *request) []*request {
	group := []*request{first}
	for had := 0; had < len(group) && len(group) < maxGroup; {
		had = len(group)
		runtime.Gosched() // lets other goroutines submit work that can share this write to disk
		group = w.waiting(group)
	}
	return group
}

// waiting appends the waiting requests to a group.
func (w writer) waiting(group []*request) []*request {
	for len(group) < maxGroup {
		select {
		case r := <-w.requests:
			group = append(group, r)
		default:
			return group
		}
	}
	return group
}

// commit does a group's work in one transaction.
func (w writer) commit(group []*request) {
	err := w.present()
	if err == nil {
		err = guarded(func() error { return w.transact(group) })
	}
	if p, is := gone(err); is {
		err = fmt.Errorf("%w: %w", store.ErrUnavailable, p)
	} else {
		err = w.saved(err)
	}
	for _, r := range group {
		// An error of the edit is its own result; all others succeed or fail together.
		if r.err == nil {
			r.err = err
		}
		close(r.done)
	}
}

// present returns an error unless the file being written is the one that the next start will find.
func (w writer) present() error {
	if info, _ := os.Stat(w.path); os.SameFile(info, w.file) { // no file is the same as none
		return nil
	}
	return problem.New("store.gone", "path", w.path)
}

// gone returns the problem that the file is not the one that was opened, or does not hold what was written.
func gone(err error) (*problem.Problem, bool) {
	p, is := errors.AsType[*problem.Problem](err)
	return p, is && p.Code == "store.gone"
}

// newest returns an error unless the next change would follow the last one.
func (w writer) newest(ctx context.Context) error {
	if p, is := gone(w.do(ctx, func(*bolt.Tx) (change, error) { return nil, nil })); is {
		return p
	}
	return nil // anything else is told to those who need the store
}

// littleRoom is fewer bytes than a disk needs to have free before it counts as having room again: a small change may still fit into a file
// that has no room for an article.
const littleRoom = 1 << 20

// saves returns an error once the disk refused a change, and until a small one is made and more than that fits.
func (w writer) saves(ctx context.Context, free int64) error {
	why := w.failing.Load()
	if why == nil {
		return nil
	}
	err := w.do(ctx, func(tx *bolt.Tx) (change, error) {
		lede := tx.Bucket([]byte("lede"))
		return func() error { return lede.Put([]byte("layout"), lede.Get([]byte("layout"))) }, nil
	})
	unknown := free < 0
	if err == nil && (unknown || free >= littleRoom) {
		w.failing.Store(nil) // found by the next look: this one still tells what was
	}
	return why
}

// saved turns the error of a commit into the one its callers get.
func (w writer) saved(err error) error {
	switch {
	case isFull(err) && !errors.Is(err, store.ErrUncertain):
		w.failing.Store(problem.New("store.full", "path", w.path).Because(store.ErrFull))
		return fmt.Errorf("%w: writing the store %s: %w", store.ErrFull, w.path, err)
	case err != nil:
		return fmt.Errorf("writing the store %s: %w", w.path, err)
	}
	if err := w.present(); err != nil {
		return fmt.Errorf("%w: %w", store.ErrUncertain, err)
	}
	return nil
}

// isFull reports whether an error means that the disk is full. bbolt passes some such errors on as text.
func isFull(err error) bool {
	return err != nil && slices.ContainsFunc(fullDisk(), func(full error) bool {
		return errors.Is(err, full) || strings.Contains(err.Error(), full.Error())
	})
}

func (w writer) transact(group []*request) error {
	tx, err := w.door.begin(true)
	if err != nil {
		return err
	}
	// After a commit this does nothing.
	defer func() { _ = tx.Rollback() }()
	if !w.follows(tx) {
		return problem.New("store.gone", "path", w.path)
	}
	changed := false
	for _, r := range group {
		if !r.taken.CompareAndSwap(false, true) {
			continue
		}
		apply := r.run(tx)
		if apply == nil {
			continue
		}
		if err := apply(); err != nil {
			return err
		}
		changed = true
	}
	if !changed {
		return nil
	}
	change := tx.ID()
	if err := tx.Commit(); err != nil {
		return w.failed(change, err)
	}
	w.count.reached(uint64(change))
	return nil
}

// follows reports whether a change would follow the last one: not where an older copy, or another store, was written into the file.
func (w writer) follows(tx *bolt.Tx) bool {
	id := string(tx.Bucket([]byte("lede")).Get([]byte("id")))
	return uint64(tx.ID()) > w.count.last && id == w.count.store
}

// failed returns the error of a change that could not be committed. A disk may fail after the change was written, when asked to
// keep it: then all who read find it, and whether the next start does is not known.
func (w writer) failed(change int, err error) error {
	newest := change
	bad := guarded(func() error {
		return w.door.view(func(tx *bolt.Tx) error {
			newest = tx.ID()
			return nil
		})
	})
	kind := store.ErrUncertain
	if bad == nil && newest < change {
		kind = store.ErrUnsaved
	}
	w.failing.Store(problem.New("store.unsaved", "path", w.path).Because(fmt.Errorf("%w: %w", kind, err)))
	return fmt.Errorf("%w: %w", kind, err)
}

// run does the work up to the point of changing something. A panic in it is passed to its caller.
func (r *request) run(tx *bolt.Tx) (apply change) {
	defer func() {
		if p := recover(); p != nil {
			r.panicked = p
		}
	}()
	if r.err = r.ctx.Err(); r.err != nil {
		return nil
	}
	if apply, r.err = r.work(tx); r.err != nil {
		return nil
	}
	if r.err = r.ctx.Err(); r.err != nil {
		return nil
	}
	return apply
}
