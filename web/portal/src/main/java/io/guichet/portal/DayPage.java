package io.guichet.portal;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Tenants;
import io.guichet.trade.AppointmentId;
import io.guichet.trade.AppointmentStatus;
import io.guichet.trade.AppointmentView;
import io.guichet.trade.Appointments;
import io.guichet.trade.Businesses;
import io.guichet.trade.OrderId;
import io.guichet.trade.OrderStatus;
import io.guichet.trade.OrderView;
import io.guichet.trade.Orders;
import io.guichet.trade.TradeSearch;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A day of a business: the orders that are fetched, the appointments that begin, and how far each is. */
@Named("dayPage")
@ViewScoped
public class DayPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MOST = 100;

    @Inject
    SignedIn me;

    @Inject
    Tenants tenants;

    @Inject
    Businesses businesses;

    @Inject
    Orders orders;

    @Inject
    Appointments appointments;

    private @Nullable String tenant;
    private @Nullable String day;
    private @Nullable String ordersFrom;
    private @Nullable String appointmentsFrom;
    private @Nullable String problem;
    private transient @Nullable Page<OrderView> ordered;
    private transient @Nullable Page<AppointmentView> booked;

    /** Ends in the page for 404 or 403 before anything is drawn, where it is not his tenant or not his business. */
    public void open() {
        me.in(tenant).require(Permission.READ_ALL_MEMBERS);
        if (day == null) {
            day = businesses.today(me.in(tenant)).toString();
        }
        try {
            TradeSearch.ofOrders(null, day);
        } catch (GuichetException e) {
            throw new GuichetException(ProblemCode.NOT_FOUND, "There is no such day.");
        }
    }

    public String getName() {
        return tenants.get(me.in(tenant)).name();
    }

    public Page<OrderView> getOrders() {
        if (ordered == null) {
            ordered = orders.list(me.in(tenant), TradeSearch.ofOrders(null, day), byTime(ordersFrom));
        }
        return ordered;
    }

    public Page<AppointmentView> getAppointments() {
        if (booked == null) {
            booked = appointments.list(me.in(tenant), TradeSearch.ofAppointments(null, day), byTime(appointmentsFrom));
        }
        return booked;
    }

    /** What an order can become. */
    public List<String> orderSteps(OrderView order) {
        return OrderStatus.of(order.status()).orElseThrow().next();
    }

    /** What an appointment can become. */
    public List<String> appointmentSteps(AppointmentView appointment) {
        return AppointmentStatus.of(appointment.status()).orElseThrow().next();
    }

    public void changeOrder(String id, String status) {
        act(() -> orders.change(
                me.in(tenant),
                OrderId.parse(id).orElseThrow(),
                OrderStatus.of(status).orElseThrow()));
    }

    public void changeAppointment(String id, String status) {
        act(() -> appointments.change(
                me.in(tenant),
                AppointmentId.parse(id).orElseThrow(),
                AppointmentStatus.of(status).orElseThrow()));
    }

    /** Where somebody else was faster the page says so, and shows what is. */
    private void act(Runnable step) {
        problem = null;
        try {
            step.run();
        } catch (GuichetException e) {
            if (e.code() != ProblemCode.CONFLICT) {
                throw e;
            }
            problem = Words.of("day.conflict");
        }
        ordered = null;
        booked = null;
    }

    private static PageRequest byTime(@Nullable String from) {
        return PageRequest.of(MOST, from, null, null, TradeSearch.SORTS, "at");
    }

    public String getBefore() {
        return LocalDate.parse(String.valueOf(day)).minusDays(1).toString();
    }

    public String getAfter() {
        return LocalDate.parse(String.valueOf(day)).plusDays(1).toString();
    }

    public @Nullable String getTenant() {
        return tenant;
    }

    public void setTenant(@Nullable String tenant) {
        this.tenant = tenant;
    }

    public @Nullable String getDay() {
        return day;
    }

    public void setDay(@Nullable String day) {
        this.day = day;
    }

    /** Where the orders of the page before ended, or null. */
    public @Nullable String getOrdersFrom() {
        return ordersFrom;
    }

    public void setOrdersFrom(@Nullable String ordersFrom) {
        this.ordersFrom = ordersFrom == null || ordersFrom.isBlank() ? null : ordersFrom;
    }

    /** Where the appointments of the page before ended, or null. */
    public @Nullable String getAppointmentsFrom() {
        return appointmentsFrom;
    }

    public void setAppointmentsFrom(@Nullable String appointmentsFrom) {
        this.appointmentsFrom = appointmentsFrom == null || appointmentsFrom.isBlank() ? null : appointmentsFrom;
    }

    /** What went wrong last, or null. */
    public @Nullable String getProblem() {
        return problem;
    }
}
