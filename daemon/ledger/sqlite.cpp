// SPDX-License-Identifier: MIT
#include "daemon/ledger/sqlite.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace kith::ledger {

namespace {

void check(const Db& db, int code) {
    if (code != SQLITE_OK) db.raise(code);
}

} // namespace

bool SqlError::is_damage() const {
    const int primary = code_ & 0xFF;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

std::string SqlError::sentence() const {
    switch (code_ & 0xFF) {
    case SQLITE_FULL: return "the disk is full";
    case SQLITE_READONLY: return "it can't be written: read-only";
    case SQLITE_CANTOPEN:
    case SQLITE_PERM: return "it can't be opened: check who owns the folder and its rights";
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "another program holds it";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return "the file is damaged";
    case SQLITE_IOERR: return fmt::format("the disk reports an error ({})", code_);
    default: return fmt::format("{} ({})", what(), code_);
    }
}

void Db::Close::operator()(sqlite3* db) const noexcept { (void)sqlite3_close_v2(db); }

Db::Db(const std::filesystem::path& file, const std::string& vfs) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                      SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW;
    sqlite3* raw = nullptr;
    const int code =
        sqlite3_open_v2(file.c_str(), &raw, flags, vfs.empty() ? nullptr : vfs.c_str());
    db_.reset(raw);
    check(*this, code);
}

void Db::raise(int code) const {
    sqlite3* db = db_.get();
    const bool known = db != nullptr;
    const SqlError error(known ? sqlite3_extended_errcode(db) : code,
                         known ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    if (error.is_damage() && on_damage) on_damage();
    throw error;
}

void Db::raise_damage(const std::string& message) const {
    if (on_damage) on_damage();
    throw SqlError(SQLITE_CORRUPT, message);
}

void Db::exec(const std::string& sql) {
    check(*this, sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t Db::integer(const std::string& sql) {
    Stmt stmt(*this, sql);
    return stmt.step() ? stmt.integer(0) : 0;
}

std::string Db::text(const std::string& sql) {
    Stmt stmt(*this, sql);
    return stmt.step() ? stmt.text(0) : std::string();
}

std::int64_t Db::last_id() const { return sqlite3_last_insert_rowid(db_.get()); }
int Db::changes() const { return sqlite3_changes(db_.get()); }
bool Db::in_transaction() const { return sqlite3_get_autocommit(db_.get()) == 0; }

void Stmt::Finalize::operator()(sqlite3_stmt* stmt) const noexcept { (void)sqlite3_finalize(stmt); }

Stmt::Stmt(Db& db, std::string_view sql) : db_(&db) {
    sqlite3_stmt* raw = nullptr;
    check(db, sqlite3_prepare_v3(db.handle(), sql.data(), static_cast<int>(sql.size()), 0, &raw,
                                 nullptr));
    stmt_.reset(raw);
}

void Stmt::reset() {
    (void)sqlite3_reset(stmt_.get()); // repeats the last step's error, which was thrown then
    (void)sqlite3_clear_bindings(stmt_.get());
}

bool Stmt::step() {
    const int code = sqlite3_step(stmt_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    db_->raise(code);
}

void Stmt::run() {
    while (step()) {
    }
}

void Stmt::bind(int index, std::int64_t value) {
    check(*db_, sqlite3_bind_int64(stmt_.get(), index, value));
}

void Stmt::bind(int index, std::string_view value) {
    // A null pointer would bind NULL where an empty text is meant.
    const char* data = value.data() == nullptr ? "" : value.data();
    check(*db_, sqlite3_bind_text64(stmt_.get(), index, data, value.size(), SQLITE_TRANSIENT,
                                    SQLITE_UTF8));
}

std::int64_t Stmt::integer(int column) const { return sqlite3_column_int64(stmt_.get(), column); }

std::string Stmt::text(int column) const {
    const unsigned char* bytes = sqlite3_column_text(stmt_.get(), column);
    if (bytes == nullptr) return {};
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(stmt_.get(), column));
    return {reinterpret_cast<const char*>(bytes), size};
}

bool Stmt::is_null(int column) const {
    return sqlite3_column_type(stmt_.get(), column) == SQLITE_NULL;
}

std::optional<std::int64_t> Stmt::maybe(int column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

Tx::Tx(Db& db) : db_(&db) { db.exec("BEGIN IMMEDIATE"); }

Tx::~Tx() {
    if (db_ == nullptr || !db_->in_transaction()) return;
    // Nothing is left to do about a rollback that fails: SQLite rolls back at the next open.
    (void)sqlite3_exec(db_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Tx::commit() {
    db_->exec("COMMIT");
    db_ = nullptr;
}

} // namespace kith::ledger
