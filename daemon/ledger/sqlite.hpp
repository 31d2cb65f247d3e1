// SPDX-License-Identifier: MIT
// SQLite's C API with owners: a connection, a statement, a transaction. Everything fails with
// SqlError; one thread a connection. Only daemon/ledger includes this.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace kith::ledger {

/// What SQLite reported; `code` is its extended result code.
class SqlError : public std::runtime_error {
  public:
    SqlError(int code, const std::string& message) : std::runtime_error(message), code_(code) {}
    [[nodiscard]] int code() const { return code_; }

    /// The file itself is wrong (rather than the disk, the rights or the moment).
    [[nodiscard]] bool is_damage() const;

    /// For the person: `the disk is full`.
    [[nodiscard]] std::string sentence() const;

  private:
    int code_;
};

class Db {
  public:
    /// Opens or creates the file; `vfs` empty is the system's own.
    Db(const std::filesystem::path& file, const std::string& vfs = {});

    void exec(const std::string& sql);
    [[nodiscard]] std::int64_t integer(const std::string& sql); ///< first column of the first row
    [[nodiscard]] std::string text(const std::string& sql);
    [[nodiscard]] std::int64_t last_id() const;
    [[nodiscard]] int changes() const;
    [[nodiscard]] bool in_transaction() const;
    [[nodiscard]] sqlite3* handle() const { return db_.get(); }

    /// Called whenever an error says that the file is wrong, before it is thrown. Must not throw.
    std::function<void()> on_damage;

    /// Throws what SQLite last reported.
    [[noreturn]] void raise(int code) const;
    /// Throws that the file is damaged, where a check rather than an error says so.
    [[noreturn]] void raise_damage(const std::string& message) const;

  private:
    struct Close {
        void operator()(sqlite3* db) const noexcept;
    };
    std::unique_ptr<sqlite3, Close> db_;
};

/// One prepared statement. Bind all parameters with `with`, then step; reusable.
class Stmt {
  public:
    Stmt(Db& db, std::string_view sql);

    /// Starts over with these values for ?1, ?2 ...
    template <class... Values>
    Stmt& with(const Values&... values) {
        reset();
        int index = 0;
        (bind(++index, values), ...);
        return *this;
    }

    bool step(); ///< true: a row is there
    void run();  ///< steps to the end

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::optional<std::int64_t> maybe(int column) const;

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* stmt) const noexcept;
    };
    void reset();
    void bind(int index, std::int64_t value);
    void bind(int index, int value) { bind(index, std::int64_t{value}); }
    void bind(int index, bool value) { bind(index, std::int64_t{value}); }
    void bind(int index, std::string_view value);
    void bind(int index, const std::string& value) { bind(index, std::string_view(value)); }
    void bind(int index, const char* value) { bind(index, std::string_view(value)); }
    template <class T>
    void bind(int index, const std::optional<T>& value) {
        if (value) bind(index, *value);
    }

    Db* db_;
    std::unique_ptr<sqlite3_stmt, Finalize> stmt_;
};

/// BEGIN IMMEDIATE now, COMMIT by commit(), else ROLLBACK at the end.
class Tx {
  public:
    explicit Tx(Db& db);
    Tx(const Tx&) = delete;
    Tx& operator=(const Tx&) = delete;
    ~Tx();
    void commit();

  private:
    Db* db_;
};

} // namespace kith::ledger
